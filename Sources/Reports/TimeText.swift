import ContactCenter

/// A date, or a date and time with or without an offset, taken apart.
struct TimeText {
  /// The clock's time in milliseconds since 1970 as if its zone were UTC.
  let localMilliseconds: Int64
  /// What the clock is ahead of UTC, where the text says so.
  let offsetSeconds: Int64?

  /// Nil for anything but `YYYY-MM-DD[THH:MM[:SS[.fff]][Z|±HH:MM]]`; a space may stand for the T.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    guard let year = Self.digits(4, &rest), Self.skip("-", &rest),
      let month = Self.digits(2, &rest), Self.skip("-", &rest), let day = Self.digits(2, &rest),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    var milliseconds = date.dayNumber * CalendarDays.dayMilliseconds
    var offset: Int64?
    if !rest.isEmpty {
      guard Self.skip("T", &rest) || Self.skip(" ", &rest) || Self.skip("t", &rest),
        let time = Self.clock(&rest)
      else { return nil }
      milliseconds += time
      guard Self.readOffset(&rest, &offset), rest.isEmpty else { return nil }
    }
    localMilliseconds = milliseconds
    offsetSeconds = offset
  }

  private static func clock(_ rest: inout ArraySlice<UInt8>) -> Int64? {
    guard let hour = digits(2, &rest), hour < 24, skip(":", &rest),
      let minute = digits(2, &rest), minute < 60
    else { return nil }
    var milliseconds = (hour * 60 + minute) * 60_000
    guard skip(":", &rest) else { return milliseconds }
    guard let second = digits(2, &rest), second < 60 else { return nil }
    milliseconds += second * 1_000
    guard skip(".", &rest) else { return milliseconds }
    var weight: Int64 = 100
    guard rest.first.map(isDigit) == true else { return nil }
    while let byte = rest.first, isDigit(byte) {
      milliseconds += Int64(byte - UInt8(ascii: "0")) * weight
      weight /= 10
      rest.removeFirst()
    }
    return milliseconds
  }

  private static func readOffset(_ rest: inout ArraySlice<UInt8>, _ offset: inout Int64?) -> Bool {
    if rest.isEmpty { return true }
    if skip("Z", &rest) || skip("z", &rest) {
      offset = 0
      return true
    }
    let isNegative = rest.first == UInt8(ascii: "-")
    guard skip("+", &rest) || skip("-", &rest), let hour = digits(2, &rest), hour < 24,
      skip(":", &rest), let minute = digits(2, &rest), minute < 60
    else { return false }
    offset = (hour * 60 + minute) * (isNegative ? -60 : 60)
    return true
  }

  private static func digits(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> Int64? {
    guard rest.count >= count, rest.prefix(count).allSatisfy(isDigit) else { return nil }
    defer { rest.removeFirst(count) }
    return rest.prefix(count).reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }

  private static func skip(_ mark: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == UInt8(ascii: mark) else { return false }
    rest.removeFirst()
    return true
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
