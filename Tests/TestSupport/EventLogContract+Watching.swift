import EventLog
import Synchronization
import Testing

extension EventLogContract {
  static let watching: [Clause] = [
    Clause("observers hear every new head in order, and nothing after cancelling") {
      log async throws in
      let heads = Recorder<UInt64>()
      let observation = log.observeHead { heads.append($0) }
      for number in 0..<10 { _ = try await log.append(Samples.request("\(number)")) }
      // A group is announced after it is answered: the turn of a later job proves that it was.
      _ = try await log.perform { _ in 0 }
      let heard = heads.values
      #expect(heard == heard.sorted() && heard.last == 10)
      #expect(Set(heard).count == heard.count)
      observation.cancel()
      _ = try await log.append(Samples.request("after"))
      _ = try await log.perform { _ in 0 }
      #expect(heads.values == heard)
    },
    Clause("what an answered job appended is readable before it is answered") { log async throws in
      let seen = Recorder<Bool>()
      await withCheckedContinuation { continuation in
        log.submit(
          ClosureJob(
            body: { transaction throws(LogFailure) in
              _ = try transaction.append(Samples.request("a"))
            },
            onComplete: { _ in
              // A failed read counts as not seen, which fails the test.
              seen.append(log.head == 1 && (try? log.event(at: 1)) != nil)
              continuation.resume()
            }))
      }
      #expect(seen.values == [true])
    },
    Clause("jobs run and are completed in the order of submission") { log async throws in
      let ran = Recorder<Int>()
      let completed = Recorder<Int>()
      await withCheckedContinuation { continuation in
        for number in 0..<100 {
          log.submit(
            ClosureJob(
              body: { transaction throws(LogFailure) in
                ran.append(number)
                _ = try transaction.append(Samples.request("\(number)"))
              },
              onComplete: { _ in
                completed.append(number)
                if number == 99 { continuation.resume() }
              }))
        }
      }
      #expect(ran.values == Array(0..<100))
      #expect(completed.values == Array(0..<100))
      #expect(try log.allEvents().map(\.id) == (0..<100).map(String.init))
    },
    Clause("a job that throws fails alone") { log async throws in
      await #expect(throws: LogFailure.unavailable("no")) {
        try await log.perform { _ throws(LogFailure) in throw .unavailable("no") }
      }
      #expect(try await log.append(Samples.request("a")).first == 1)
    },
    Clause("the statistics count what was appended") { log async throws in
      _ = try await log.append(AppendRequest([Samples.event("a"), Samples.event("b")]))
      _ = try await log.perform { _ in 0 }
      #expect(log.statistics.appendedEvents == 2)
      #expect(log.statistics.groups >= 1)
      #expect(log.statistics.bytesUsed > 0)
      #expect(log.statistics.queuedJobs == 0)
    },
  ]
}

/// Values in the order in which threads brought them.
package final class Recorder<Value: Sendable>: Sendable {
  private let state = Mutex<[Value]>([])

  package init() {}

  package func append(_ value: Value) {
    state.withLock { $0.append(value) }
  }

  package var values: [Value] { state.withLock { $0 } }
}
