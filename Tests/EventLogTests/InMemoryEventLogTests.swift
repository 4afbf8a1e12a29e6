import EventLog
import TestSupport
import Testing

@Suite("The log in memory")
struct InMemoryEventLogTests {
  @Test("the log in memory keeps the contract", arguments: EventLogContract.all)
  func contract(clause: EventLogContract.Clause) async throws {
    try await clause.check(InMemoryEventLog())
  }

  @Test("a group that fails leaves nothing behind and the next one is kept")
  func failedGroup() async throws {
    let log = InMemoryEventLog()
    log.failNextGroup(.full("no room"))
    await #expect(throws: LogFailure.full("no room")) {
      _ = try await log.append(Samples.request("a"))
    }
    #expect(log.head == 0)
    let receipt = try await log.append(Samples.request("a"))
    #expect(receipt.first == 1 && !receipt.isRepeat)
  }

  @Test("a closed log answers jobs with closed")
  func closed() async throws {
    let log = InMemoryEventLog()
    log.close()
    await #expect(throws: LogFailure.closed) {
      _ = try await log.append(Samples.request("a"))
    }
  }
}
