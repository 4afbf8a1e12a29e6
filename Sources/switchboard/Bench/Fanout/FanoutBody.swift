internal import EventLog

/// The events of a fan-out bench: all of one size, each with its number at the same place.
enum FanoutBody: Sendable {
  /// A call that comes in, as a structured CloudEvent of 300 bytes.
  case cloudEvent(run: String)
  /// Its number in 20 digits, and more until it is as long.
  case plain

  /// The size of every event.
  static let byteCount = 300

  /// Events that no other run has.
  static func newCloudEvents() -> FanoutBody {
    var generator = SystemRandomNumberGenerator()
    return .cloudEvent(run: Epoch(bits: generator.next()).description)
  }

  func bytes(_ event: Int) -> [UInt8] {
    let digits = String(event)
    let number = String(repeating: "0", count: 20 - digits.utf8.count) + digits
    var text: [UInt8]
    switch self {
    case .plain:
      text = Array(number.utf8)
    case .cloudEvent(let run):
      text = Array(
        """
        {"specversion":"1.0","id":"\(run)-\(number)","source":"bench","type":"call.received",\
        "subject":"call/\(run)-\(number)","time":"2026-11-22T09:30:00.000Z",\
        "datacontenttype":"application/json","data":{"queue":"support"}}
        """.utf8)
    }
    text += Array(repeating: UInt8(ascii: " "), count: max(0, Self.byteCount - text.count))
    return text
  }
}
