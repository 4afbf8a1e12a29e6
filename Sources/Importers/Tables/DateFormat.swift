/// How a table writes its dates.
enum DateFormat: String, CaseIterable, Sendable {
  case yymmdd
  case yyyymmdd
  case dashed = "yyyy-mm-dd"
  case slashedDayFirst = "dd/mm/yyyy"
  case slashedMonthFirst = "mm/dd/yyyy"
  case dotted = "dd.mm.yyyy"

  /// The days since 1970-01-01, or nil where the text is no such date. Two-digit years from 70 on
  /// are of the twentieth century.
  func days(_ text: Substring) -> Int64? {
    switch self {
    case .yymmdd:
      guard text.utf8.count == 6, let number = Self.digits(text) else { return nil }
      let year = number / 10_000
      return Self.days(year: year + (year < 70 ? 2000 : 1900), number / 100 % 100, number % 100)
    case .yyyymmdd:
      guard text.utf8.count == 8, let number = Self.digits(text) else { return nil }
      return Self.days(year: number / 10_000, number / 100 % 100, number % 100)
    case .dashed: return parts(text, "-").flatMap { Self.days(year: $0[0], $0[1], $0[2]) }
    case .slashedDayFirst: return parts(text, "/").flatMap { Self.days(year: $0[2], $0[1], $0[0]) }
    case .slashedMonthFirst:
      return parts(text, "/").flatMap { Self.days(year: $0[2], $0[0], $0[1]) }
    case .dotted: return parts(text, ".").flatMap { Self.days(year: $0[2], $0[1], $0[0]) }
    }
  }

  private func parts(_ text: Substring, _ separator: Character) -> [Int64]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    let numbers = parts.compactMap(Self.digits)
    return numbers.count == 3 && parts.count == 3 ? numbers : nil
  }

  /// A number of 1…9 decimal digits and nothing else.
  static func digits(_ text: Substring) -> Int64? {
    guard (1...9).contains(text.utf8.count) else { return nil }
    var value: Int64 = 0
    for byte in text.utf8 {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    return value
  }

  /// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible
  /// Low-Level Date Algorithms", `days_from_civil`); nil where the month has no such day.
  static func days(year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...lengths[Int(month) - 1]).contains(day) else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.floorDivided(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
