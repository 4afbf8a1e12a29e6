internal import EventLog
internal import NIOCore

/// Calls told as a switch tells them: received, queued, answered, ended; one call after the other
/// on every lane, an event a request, each about 300 bytes.
final class AppendPlan: LoadPlan {
  let headerBlock: [UInt8]
  private let tally: LoadTally
  private let prefix: String
  /// Of each lane: the id of its call, and its agent's answer.
  private var calls: [[UInt8]]
  private let answered: [[UInt8]]
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
    calls = Array(repeating: [], count: lanes)
    answered = (0..<lanes).map {
      Array(#"{"agent":"PJSIP/4\#($0)","waitMilliseconds":12000}"#.utf8)
    }
    latencies.reserveCapacity(events)
  }

  func body(lane: Int) -> [UInt8]? {
    guard left > 0 else { return nil }
    left -= 1
    defer { steps[lane] += 1 }
    let step = steps[lane] % 4
    if step == 0 { calls[lane] = Array("\(prefix)-\(lane)-\(steps[lane] / 4)".utf8) }
    let call = calls[lane]
    // Pieces of bytes, since a client that puts texts together takes a tenth of the machine.
    var body: [UInt8] = []
    body.reserveCapacity(400)
    body += Self.beforeID
    body += call
    body.append(UInt8(ascii: "-"))
    body.append(UInt8(ascii: "0") + UInt8(step))
    body += Self.beforeSubject[step]
    body += call
    body += Self.beforeData
    appendData(step: step, lane: lane, to: &body)
    body.append(UInt8(ascii: "}"))
    return body
  }

  private static let beforeID = Array(#"{"specversion":"1.0","id":""#.utf8)
  private static let beforeSubject = ["received", "queued", "answered", "ended"].map {
    Array(#"","source":"bench","type":"call.\#($0)","subject":"call/"#.utf8)
  }
  private static let beforeData = Array(
    """
    ","time":"2026-11-22T09:30:00.000Z","correlationid":"bench-run-of-ten-connections",\
    "datacontenttype":"application/json","data":
    """.utf8)
  private static let queued = Array(#"{"queue":"support","position":3}"#.utf8)
  private static let ended = Array(
    #"{"by":"customer","talkMilliseconds":180000,"wrapMilliseconds":0}"#.utf8)

  private func appendData(step: Int, lane: Int, to body: inout [UInt8]) {
    switch step {
    case 0:
      let from = isPersonal ? #""from":"+49 30 12345\#(lane)","# : ""
      body += "{\(from)\"queue\":\"support\"}".utf8
    case 1: body += Self.queued
    case 2: body += answered[lane]
    default: body += Self.ended
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
