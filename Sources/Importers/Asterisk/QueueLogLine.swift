import ContactCenter

/// A line of a queue_log, taken apart: `epoch|unique id|queue|agent|EVENT|p1|p2|…`.
///
/// Old and new switches differ in the number of parameters only: what a line does not have is
/// missing. `NONE` and an empty field are nothing.
struct QueueLogLine: Equatable, Sendable {
  var time: Timestamp
  var call: String?
  var queue: String?
  var agent: String?
  var verb: QueueLogVerb
  var parameters: [String]

  /// - Throws: why it goes into the quarantine.
  init(_ bytes: [UInt8]) throws(ImportReason) {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { throw .controlCharacter }
    let fields = text.split(separator: "|", omittingEmptySubsequences: false)
    guard fields.count >= 5 else {
      throw ImportReason("wrong_field_count", "the line has fewer than 5 fields")
    }
    guard let milliseconds = ClockTime.decimal(fields[0], scale: 1_000) else {
      throw ImportReason("bad_time", "the first field is no number of seconds since 1970")
    }
    guard
      (ImportLimits.earliestMilliseconds..<ImportLimits.latestMilliseconds).contains(milliseconds)
    else { throw .outOfTime }
    guard let verb = QueueLogVerb(rawValue: String(fields[4])) else {
      throw ImportReason("unknown_event", "the fifth field is no event of Asterisk's queue_log")
    }
    time = Timestamp(milliseconds: milliseconds)
    call = try Self.name(fields[1], "the call's unique id")
    queue = try Self.name(fields[2], "the queue")
    agent = try Self.name(fields[3], "the agent")
    self.verb = verb
    var parameters = fields.dropFirst(5).map(String.init)
    while parameters.last?.isEmpty == true { parameters.removeLast() }
    self.parameters = parameters
  }

  /// The second of the switch's clock.
  var second: Int64 { time.milliseconds.floorDivided(by: 1_000) }

  /// A parameter, from 1; nil where it is missing or empty.
  func parameter(_ number: Int) -> String? {
    guard parameters.indices.contains(number - 1) else { return nil }
    let text = parameters[number - 1]
    return text.isEmpty ? nil : text
  }

  /// A parameter that is a number of seconds, in milliseconds; nil where it is missing.
  func seconds(_ number: Int) throws(ImportReason) -> Int64? {
    try duration(number, scale: 1_000)
  }

  /// A parameter that is a number of milliseconds; nil where it is missing.
  func milliseconds(_ number: Int) throws(ImportReason) -> Int64? {
    try duration(number, scale: 1)
  }

  /// A parameter that is a place in a queue, from 1; nil where it is missing or 0.
  func place(_ number: Int) throws(ImportReason) -> Int64? {
    guard let place = try duration(number, scale: 1), place > 0 else { return nil }
    return min(place, 1_000_000)
  }

  private func duration(_ number: Int, scale: Int64) throws(ImportReason) -> Int64? {
    guard let text = parameter(number) else { return nil }
    guard let value = ClockTime.decimal(text[...], scale: scale),
      value <= ImportLimits.spanMillisecondsMax
    else { throw ImportReason("bad_number", "parameter \(number) is no number as it should be") }
    return max(value, 0)
  }

  private static func name(_ field: Substring, _ meaning: String) throws(ImportReason) -> String? {
    guard !field.isEmpty, field != "NONE" else { return nil }
    guard field.utf8.count <= ImportLimits.nameBytesMax else { throw .nameTooLong(meaning) }
    try ImportReason.refuseControls(in: field)
    return String(field)
  }

  /// What a line's id is made of: its bytes without what is personal. A line that is not understood
  /// is taken whole where it has no five fields, else without its parameters.
  static func identity(of bytes: [UInt8]) -> [UInt8] {
    let fields = bytes.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
    guard fields.count > 5 else { return bytes }
    let verb = QueueLogVerb(rawValue: String(decoding: fields[4], as: UTF8.self))
    let personal = verb.map(\.personalParameters) ?? fields.count
    return Array(
      (fields[..<5] + fields[5...].dropFirst(personal)).joined(separator: [UInt8(ascii: "|")]))
  }
}
