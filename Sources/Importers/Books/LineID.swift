/// The permanent id of a line of a log that gives none; its events' ids begin with it.
struct LineID: Hashable, Sendable {
  var high: UInt64
  var low: UInt64

  /// 32 hexadecimal digits.
  var text: String { Self.hexadecimal(high) + Self.hexadecimal(low) }

  /// The id of the line's event number `index`.
  func eventID(_ index: Int) -> String { "\(text).\(index)" }

  /// The id of the line's quarantine.
  var quarantineID: String { text + ".quarantined" }

  /// The id of the quarantine of the line that the event with this id stems from.
  static func quarantineID(ofEventID id: String) -> String {
    id.prefix { $0 != "." } + ".quarantined"
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
