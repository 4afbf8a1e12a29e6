import CustomerKeys
import Dispatch
import EventLog
import LMDBStorage
import Synchronization
import TestSupport
import Testing

@Suite("The log in LMDB")
struct LMDBEventLogTests {
  @Test("the log in LMDB keeps the contract", arguments: EventLogContract.all)
  func contract(clause: EventLogContract.Clause) async throws {
    try await TemporaryFolder().withStorage { try await clause.check($0.log) }
  }

  @Test(
    "the contract holds where most identities share their hash", arguments: EventLogContract.all)
  func contractWithCollisions(clause: EventLogContract.Clause) async throws {
    var options = StorageOptions.small
    options.identityHashBits = 2
    try await TemporaryFolder().withStorage(options) { try await clause.check($0.log) }
  }

  @Test(
    "the contract holds where the writer waits for the indexes", arguments: EventLogContract.all)
  func contractWithSmallBounds(clause: EventLogContract.Clause) async throws {
    var options = StorageOptions.small
    options.unindexedEventsMax = 3
    options.groupBytesMax = 1
    try await TemporaryFolder().withStorage(options) { try await clause.check($0.log) }
  }

  @Test(
    "the contract holds where identities are merged a few at a time", arguments: [2, 64],
    EventLogContract.all)
  func contractWithMerges(hashBits: UInt64, clause: EventLogContract.Clause) async throws {
    var options = StorageOptions.small
    options.identityHashBits = hashBits
    options.unmergedIdentitiesMax = 2
    options.unindexedEventsMax = 3
    try await TemporaryFolder().withStorage(options) { try await clause.check($0.log) }
  }

  @Test("a reopened log continues where it ended, with the same epoch")
  func reopened() async throws {
    let folder = try TemporaryFolder()
    let epoch = try await folder.withStorage { storage async throws in
      for number in 0..<50 {
        _ = try await storage.log.append(
          Samples.request("\(number)", stream: "call/\(number % 5)"))
      }
      return storage.log.epoch
    }
    try await folder.withStorage { storage async throws in
      let log = storage.log
      #expect(log.epoch == epoch)
      #expect(log.head == 50)
      #expect(try log.allEvents().map(\.id) == (0..<50).map(String.init))
      #expect(try await log.append(Samples.request("7", stream: "call/2")).isRepeat)
      let next = try await log.append(
        Samples.request("new", stream: "call/2", expected: .exactly(10)))
      #expect(next == AppendReceipt(first: 51, last: 51, version: 11, isRepeat: false))
      #expect(try storage.verifier.verify(after: 0) { _, _ in true }.position == 51)
    }
  }

  @Test("two logs have two epochs")
  func epochs() async throws {
    let first = try await TemporaryFolder().withStorage { $0.log.epoch }
    let second = try await TemporaryFolder().withStorage { $0.log.epoch }
    #expect(first != second)
  }

  @Test("jobs beyond the bound of the queue are answered as overloaded, the others kept")
  func overloaded() async throws {
    var options = StorageOptions.small
    options.queuedJobsMax = 4
    try await TemporaryFolder().withStorage(options) { storage async throws in
      let writerIsBusy = DispatchSemaphore(value: 0)
      let release = DispatchSemaphore(value: 0)
      storage.log.submit(
        ClosureJob(body: { _ throws(LogFailure) in
          writerIsBusy.signal()
          release.wait()
        }))
      await wait(for: writerIsBusy)
      let outcomes = Recorder<(number: Int, failure: LogFailure?)>()
      await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
        let left = Mutex(6)
        for number in 0..<6 {
          storage.log.submit(
            ClosureJob(
              body: { transaction throws(LogFailure) in
                _ = try transaction.append(Samples.request("\(number)"))
              },
              onComplete: { outcome in
                outcomes.append((number, outcome.failure))
                let last = left.withLock { left in
                  left -= 1
                  return left == 0
                }
                if last { done.resume() }
              }))
        }
        #expect(outcomes.values.map(\.number) == [4, 5])
        #expect(outcomes.values.allSatisfy { $0.failure == .overloaded })
        release.signal()
      }
      #expect(storage.log.head == 4)
    }
  }

  @Test("bytes that wait are bounded too, but one job always fits")
  func overloadedByBytes() async throws {
    var options = StorageOptions.small
    options.queuedBytesMax = 10
    try await TemporaryFolder().withStorage(options) { storage async throws in
      let failure = await withCheckedContinuation { continuation in
        storage.log.submit(
          ClosureJob(
            queuedBytes: 100, body: { _ throws(LogFailure) in },
            onComplete: { continuation.resume(returning: $0) }))
      }
      guard case .success = failure else {
        Issue.record("the only job was refused: \(failure)")
        return
      }
    }
  }

  @Test("after closing, jobs and reads are answered with closed")
  func closed() async throws {
    let folder = try TemporaryFolder()
    let storage = try LMDBStorage.open(folder: folder.path, options: .small)
    _ = try await storage.log.append(Samples.request("a"))
    try storage.close()
    try storage.close()
    await #expect(throws: LogFailure.closed) {
      _ = try await storage.log.append(Samples.request("b"))
    }
    #expect(throws: LogFailure.closed) { try storage.log.read(after: 0, bytesMax: 1) }
    #expect(throws: LogFailure.closed) { try storage.views.views() }
    #expect(throws: LogFailure.closed) { try storage.state.value(table: "t", key: "k") }
  }

  @Test("jobs submitted before closing are still done")
  func closingDrains() async throws {
    let folder = try TemporaryFolder()
    let storage = try LMDBStorage.open(folder: folder.path, options: .small)
    let completed = Recorder<Bool>()
    for number in 0..<100 {
      storage.log.submit(
        ClosureJob(
          body: { transaction throws(LogFailure) in
            _ = try transaction.append(Samples.request("\(number)"))
          },
          onComplete: { outcome in
            if case .success = outcome { completed.append(true) }
          }))
    }
    try storage.close()
    #expect(completed.values.count == 100)
    try await folder.withStorage { #expect($0.log.head == 100) }
  }

  @Test(
    "both logs give the same answers to the same random requests",
    arguments: 1...8 as ClosedRange<UInt64>)
  func agreesWithMemory(seed: UInt64) async throws {
    try await TemporaryFolder().withStorage { storage async throws in
      let memory = InMemoryEventLog()
      var generator = SeededGenerator(seed: seed)
      for step in 0..<150 {
        let request = RandomRequests.next(using: &generator)
        let expected = await answer(memory, request)
        let actual = await answer(storage.log, request)
        #expect(actual == expected, "seed \(seed), step \(step)")
      }
      #expect(storage.log.head == memory.head, "seed \(seed)")
      #expect(
        try storage.log.allEvents().map(\.id) == memory.allEvents().map(\.id), "seed \(seed)")
      for stream in RandomRequests.streams {
        #expect(
          try storage.log.positions(ofStream: stream, afterVersion: 2, limit: 7)
            == memory.positions(ofStream: stream, afterVersion: 2, limit: 7), "seed \(seed)")
      }
    }
  }

  private func answer(_ log: any EventLog, _ request: AppendRequest) async -> String {
    do throws(LogFailure) { return "\(try await log.append(request))" } catch { return "\(error)" }
  }

  private func wait(for semaphore: DispatchSemaphore) async {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        semaphore.wait()
        continuation.resume()
      }
    }
  }
}

extension Result {
  var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
