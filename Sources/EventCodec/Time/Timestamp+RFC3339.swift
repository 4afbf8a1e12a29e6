public import ContactCenter

/// Instants in the form of RFC 3339: `2026-11-22T09:34:11.123Z`.
extension Timestamp {
  /// 0001-01-01T00:00:00.000Z, the first instant with a form.
  public static let earliest = Timestamp(milliseconds: -62_135_596_800_000)
  /// 9999-12-31T23:59:59.999Z, the last one.
  public static let latest = Timestamp(milliseconds: 253_402_300_799_999)

  /// The text: UTC with milliseconds, 24 bytes.
  public var rfc3339: String {
    var bytes: [UInt8] = []
    bytes.append(rfc3339: self)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads RFC 3339 with any offset and 0…9 digits of a second's fraction, cut to milliseconds.
  ///
  /// Nil for another form, a day that does not exist, a leap second (`:60`: which instant it is
  /// depends on a table), or an instant before `earliest` or after `latest`.
  public init?(rfc3339 text: String) {
    var text = text
    text.makeContiguousUTF8()
    self.init(rfc3339: text.utf8.span)
  }

  init?(rfc3339 bytes: Span<UInt8>) {
    guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"),
      let year = bytes.number(at: 0, digits: 4), let month = bytes.number(at: 5, digits: 2),
      let day = bytes.number(at: 8, digits: 2), let hour = bytes.number(at: 11, digits: 2),
      let minute = bytes.number(at: 14, digits: 2), let second = bytes.number(at: 17, digits: 2),
      hour < 24, minute < 60, second < 60,
      let date = CivilDate(year: Int64(year), month: Int64(month), day: Int64(day))
    else { return nil }
    guard let (fraction, index) = bytes.milliseconds(at: 19),
      let offset = bytes.offsetMinutes(at: index)
    else { return nil }
    let minutes = (Int(date.dayNumber) * 24 + hour) * 60 + minute - offset
    self.init(milliseconds: Int64((minutes * 60 + second) * 1_000 + fraction))
    guard (Timestamp.earliest...Timestamp.latest).contains(self) else { return nil }
  }
}

extension [UInt8] {
  /// Appends an instant as RFC 3339; one outside `earliest…latest` as the nearer end.
  mutating func append(rfc3339 time: Timestamp) {
    append(text: "0000-00-00T00:00:00.000Z")
    overwrite(rfc3339: time, at: count - 24)
  }

  /// Writes an instant over the digits of another one, which begins at an index.
  mutating func overwrite(rfc3339 time: Timestamp, at start: Int) {
    let bounded = Swift.min(Swift.max(time, .earliest), .latest)
    let shifted = bounded.milliseconds - Timestamp.earliest.milliseconds
    let (days, inDay) = shifted.quotientAndRemainder(dividingBy: 86_400_000)
    let date = CivilDate(dayNumber: days - 719_162)
    let milliseconds = UInt32(truncatingIfNeeded: inDay)
    let (century, year) = UInt32(date.year).quotientAndRemainder(dividingBy: 100)
    precondition(start >= 0 && start <= count - 24, "an instant takes 24 bytes")
    var bytes = mutableSpan
    bytes.overwrite(decimal: century, at: start)
    bytes.overwrite(decimal: year, at: start &+ 2)
    bytes.overwrite(decimal: UInt32(date.month), at: start &+ 5)
    bytes.overwrite(decimal: UInt32(date.day), at: start &+ 8)
    bytes.overwrite(decimal: milliseconds / 3_600_000, at: start &+ 11)
    bytes.overwrite(decimal: milliseconds / 60_000 % 60, at: start &+ 14)
    bytes.overwrite(decimal: milliseconds / 1_000 % 60, at: start &+ 17)
    bytes.overwrite(decimal: milliseconds % 1_000 / 10, at: start &+ 20)
    bytes[start &+ 22] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: milliseconds % 10)
  }
}

extension MutableSpan<UInt8> {
  /// Two decimal digits.
  @inline(__always)
  fileprivate mutating func overwrite(decimal number: UInt32, at index: Int) {
    self[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10)
    self[index &+ 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)
  }
}

extension Span<UInt8> {
  fileprivate func number(at offset: Int, digits: Int) -> Int? {
    guard offset + digits <= count else { return nil }
    var number = 0
    for index in offset..<offset + digits {
      guard self[index].isDigit else { return nil }
      number = number * 10 + Int(self[index] - UInt8(ascii: "0"))
    }
    return number
  }

  /// The fraction of a second, if one stands here, and where it ends.
  fileprivate func milliseconds(at offset: Int) -> (milliseconds: Int, end: Int)? {
    guard offset < count, self[offset] == UInt8(ascii: ".") else { return (0, offset) }
    var milliseconds = 0
    var index = offset + 1
    var unit = 100
    while index < count, self[index].isDigit {
      milliseconds += Int(self[index] - UInt8(ascii: "0")) * unit
      unit /= 10
      index += 1
    }
    guard (1...9).contains(index - offset - 1) else { return nil }
    return (milliseconds, index)
  }

  /// `Z` or `±hh:mm` as minutes to be taken off; nil unless it ends the text.
  fileprivate func offsetMinutes(at offset: Int) -> Int? {
    guard offset < count else { return nil }
    if self[offset] | 0x20 == UInt8(ascii: "z") { return offset + 1 == count ? 0 : nil }
    guard offset + 6 == count, self[offset + 3] == UInt8(ascii: ":"),
      let hours = number(at: offset + 1, digits: 2),
      let minutes = number(at: offset + 4, digits: 2), hours < 24, minutes < 60
    else { return nil }
    switch self[offset] {
    case UInt8(ascii: "+"): return hours * 60 + minutes
    case UInt8(ascii: "-"): return -(hours * 60 + minutes)
    default: return nil
    }
  }
}
