import EventLog
import Testing

extension EventLogContract {
  static let appending: [Clause] = [
    Clause("an empty log has head 0, no events and empty pages") { log async throws in
      #expect(log.head == 0)
      #expect(try log.read(after: 0, bytesMax: 1000).isEmpty)
      #expect(try log.event(at: 1) == nil)
      #expect(try log.event(at: 0) == nil)
      #expect(try log.positions(ofStream: "call/1", afterVersion: 0, limit: 10) == [])
      #expect(try log.positions(ofType: "call.noted", after: 0, limit: 10) == [])
    },
    Clause("what was appended is read back field by field") { log async throws in
      let event = NewEvent(
        stream: "call/ü", type: "call.answered", schemaVersion: 3, source: "pbx", id: "1.0",
        time: -5, queue: "sales", agent: "mia", customer: "c-1",
        fingerprint: Fingerprint(high: .max, low: 7), wire: Array("\"data\":{}}".utf8),
        sealed: [0, 255, 1])
      let receipt = try await log.append(AppendRequest([event]))
      #expect(receipt == AppendReceipt(first: 1, last: 1, version: 1, isRepeat: false))
      let stored = try #require(try log.event(at: 1))
      #expect(stored.position == 1 && stored.version == 1 && stored.schemaVersion == 3)
      #expect(stored.stream == "call/ü" && stored.type == "call.answered")
      #expect(stored.source == "pbx" && stored.id == "1.0" && stored.time == -5)
      #expect(stored.queue == "sales" && stored.agent == "mia" && stored.customer == "c-1")
      #expect(stored.fingerprint == event.fingerprint)
      #expect(Array(stored.wire) == event.wire && Array(stored.sealed) == event.sealed)
    },
    Clause("concurrent submitters get gapless positions in the order of the log") {
      log async throws in
      let receipts = try await withThrowingTaskGroup(of: [(String, AppendReceipt)].self) { group in
        for writer in 0..<8 {
          group.addTask {
            var own: [(String, AppendReceipt)] = []
            for number in 0..<50 {
              let id = "\(writer)-\(number)"
              own.append((id, try await log.append(Samples.request(id, stream: "call/\(writer)"))))
            }
            return own
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      let events = try log.allEvents()
      #expect(events.map(\.position) == Array(1...400))
      #expect(log.head == 400)
      for (id, receipt) in receipts { #expect(events[Int(receipt.first) - 1].id == id) }
    },
    Clause("an expected version that does not hold is refused and changes nothing") {
      log async throws in
      _ = try await log.append(Samples.request("a", expected: .new))
      try await expectRefusal(log, Samples.request("b", expected: .new), actual: 1)
      try await expectRefusal(log, Samples.request("b", expected: .exactly(2)), actual: 1)
      try await expectRefusal(
        log, Samples.request("b", stream: "call/2", expected: .exists), actual: 0)
      #expect(log.head == 1)
      #expect(try await log.append(Samples.request("b", expected: .exactly(1))).version == 2)
      #expect(try await log.append(Samples.request("c", expected: .exists)).version == 3)
    },
    Clause("of many appends that expect the same version exactly one is kept") { log async throws in
      let kept = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<20 {
          group.addTask {
            do throws(LogFailure) {
              _ = try await log.append(Samples.request("n\(number)", expected: .new))
              return true
            } catch { return false }
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(kept == 1)
      #expect(log.head == 1)
    },
    Clause("a record of several events is kept whole and its versions count up") {
      log async throws in
      let events = (1...3).map { Samples.event("e\($0)", stream: $0 == 2 ? "call/2" : "call/1") }
      let receipt = try await log.append(AppendRequest(events))
      #expect(receipt == AppendReceipt(first: 1, last: 3, version: 2, isRepeat: false))
      let page = try log.read(after: 0, bytesMax: 1)
      #expect(page.map(\.id) == ["e1", "e2", "e3"])
      #expect(page.map(\.version) == [1, 1, 2])
      #expect(page.map(\.placeInRecord.index) == [0, 1, 2])
    },
    Clause("a job sees what earlier jobs and it itself have appended") { log async throws in
      let versions = try await log.perform { transaction throws(LogFailure) in
        let before = try transaction.version(ofStream: "call/1")
        _ = try transaction.append(Samples.request("a"))
        let found = try transaction.find(source: "test", id: "a")
        let events = try transaction.events(ofStream: "call/1", afterVersion: 0)
        return [
          before, try transaction.version(ofStream: "call/1"), transaction.head,
          found?.position ?? 0, UInt64(events.count),
        ]
      }
      #expect(versions == [0, 1, 1, 1, 1])
    },
    Clause("what is too large is refused and changes nothing") { log async throws in
      let long = String(repeating: "x", count: RecordFormat.nameBytesMax + 1)
      await #expect(throws: LogFailure.self) {
        _ = try await log.append(Samples.request("a", stream: long))
      }
      var huge = Samples.event("b")
      huge.wire = [UInt8](repeating: 0x20, count: RecordFormat.recordBytesMax)
      let request = AppendRequest([huge])
      await #expect(throws: LogFailure.self) { _ = try await log.append(request) }
      #expect(log.head == 0)
      #expect(try await log.append(Samples.request("c")).first == 1)
    },
    Clause("names of any allowed length keep their own stream") { log async throws in
      let long = String(repeating: "x", count: 2000)
      _ = try await log.append(Samples.request("a", stream: long + "1", type: long))
      _ = try await log.append(Samples.request("b", stream: long + "2", type: long))
      #expect(try log.positions(ofStream: long + "1", afterVersion: 0, limit: 9) == [1])
      #expect(try log.positions(ofStream: long + "2", afterVersion: 0, limit: 9) == [2])
      #expect(try log.positions(ofType: long, after: 0, limit: 9) == [1, 2])
    },
    Clause("two spellings of one letter are two streams") { log async throws in
      _ = try await log.append(Samples.request("a", stream: "call/\u{E9}"))
      let receipt = try await log.append(Samples.request("b", stream: "call/e\u{301}"))
      #expect(receipt.version == 1)
      #expect(try log.positions(ofStream: "call/\u{E9}", afterVersion: 0, limit: 9) == [1])
    },
    Clause("the time of recording never steps back") { log async throws in
      for number in 0..<20 { _ = try await log.append(Samples.request("t\(number)")) }
      let times = try log.allEvents().map(\.recordedTime)
      #expect(times == times.sorted())
    },
  ]

  private static func expectRefusal(
    _ log: any EventLog, _ request: AppendRequest, actual: UInt64
  ) async throws {
    let expected = try #require(request.expected)
    let refusal = LogFailure.refused(
      .wrongVersion(stream: expected.stream, expected: expected.version, actual: actual))
    await #expect(throws: refusal) { _ = try await log.append(request) }
  }
}
