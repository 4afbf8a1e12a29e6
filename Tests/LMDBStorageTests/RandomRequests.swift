import EventLog
import TestSupport

/// Requests that repeat, conflict and overlap often enough to meet every rule.
enum RandomRequests {
  static let streams = ["call/1", "call/2", "agent/1", "queue/\u{E9}"]

  static func next(using generator: inout SeededGenerator) -> AppendRequest {
    let count = Int.random(in: 0..<4, using: &generator) == 0 ? 3 : 1
    let events = (0..<count).map { _ in
      Samples.event(
        "\(Int.random(in: 0..<120, using: &generator))",
        stream: streams[Int.random(in: 0..<streams.count, using: &generator)],
        type: Bool.random(using: &generator) ? "call.queued" : "call.ended",
        body: Int.random(in: 0..<10, using: &generator) == 0 ? "another" : "")
    }
    let expected: [ExpectedVersion?] = [
      nil, nil, nil, .new, .exists, .exactly(UInt64.random(in: 0..<20, using: &generator)),
    ]
    let version = expected[Int.random(in: 0..<expected.count, using: &generator)]
    return AppendRequest(events, expected: version.map { (events[0].stream, $0) })
  }
}
