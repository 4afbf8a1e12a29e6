internal import EventLog
internal import NIOCore

/// Calls told as a switch tells them: received, queued, answered, ended; one call after the other
/// on every lane, an event a request, each about 300 bytes.
final class AppendPlan: LoadPlan {
  let headerBlock: [UInt8]
  private let tally: LoadTally
  private let prefix: String
  private let isPersonal: Bool
  private var left: Int
  private var steps: [Int]
  private var latencies: [Int32] = []
  private var successes = 0
  private var failures = 0

  init(
    headerBlock: [UInt8], connection: Int, lanes: Int, events: Int, isPersonal: Bool,
    tally: LoadTally
  ) {
    self.headerBlock = headerBlock
    self.tally = tally
    self.isPersonal = isPersonal
    var generator = SystemRandomNumberGenerator()
    prefix = Epoch(bits: generator.next()).description + "-\(connection)"
    left = events
    steps = Array(repeating: 0, count: lanes)
    latencies.reserveCapacity(events)
  }

  func body(lane: Int) -> [UInt8]? {
    guard left > 0 else { return nil }
    left -= 1
    defer { steps[lane] += 1 }
    let call = "\(prefix)-\(lane)-\(steps[lane] / 4)"
    let (type, data) = event(step: steps[lane] % 4, lane: lane)
    return Array(
      """
      {"specversion":"1.0","id":"\(call)-\(steps[lane] % 4)","source":"bench","type":"\(type)",\
      "subject":"call/\(call)","time":"2026-11-22T09:30:00.000Z",\
      "correlationid":"bench-run-of-ten-connections","datacontenttype":"application/json",\
      "data":\(data)}
      """.utf8)
  }

  private func event(step: Int, lane: Int) -> (type: String, data: String) {
    switch step {
    case 0:
      let from = isPersonal ? #""from":"+49 30 12345\#(lane)","# : ""
      return ("call.received", "{\(from)\"queue\":\"support\"}")
    case 1: return ("call.queued", #"{"queue":"support","position":3}"#)
    case 2: return ("call.answered", #"{"agent":"PJSIP/4\#(lane)","waitMilliseconds":12000}"#)
    default:
      return ("call.ended", #"{"by":"customer","talkMilliseconds":180000,"wrapMilliseconds":0}"#)
    }
  }

  func received(_ bytes: ByteBufferView, lane: Int) {}

  func finished(lane: Int, isSuccess: Bool, microseconds: Int) {
    if isSuccess { successes += 1 } else { failures += 1 }
    latencies.append(Int32(clamping: microseconds))
  }

  func ended(isWhole: Bool) {
    tally.connectionEnded(isWhole: isWhole) { counts in
      counts.successes += successes
      counts.failures += failures
      counts.latencies += latencies
    }
  }
}
