/// A date of the proleptic Gregorian calendar, without a zone, and its number in days since
/// 1970-01-01.
///
/// Eras of 400 years are all alike (146,097 days); counted from March, the leap day is a year's
/// last, and the months' lengths follow one linear rule. Source: H. Hinnant, "chrono-compatible
/// low-level date algorithms" (2013); the divisions as multiplications: C. Neri and L. Schneider,
/// "Euclidean affine functions and their application to calendar algorithms" (2023).
public struct CivilDate: Sendable, Equatable {
  public let year: Int64
  /// 1…12.
  public let month: Int64
  /// 1…31.
  public let day: Int64

  /// Nil for a day that the calendar does not have, and for years outside 1…9999.
  public init?(year: Int64, month: Int64, day: Int64) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.length(ofMonth: month, year: year)
    else { return nil }
    self.init(uncheckedYear: year, month: month, day: day)
  }

  private init(uncheckedYear year: Int64, month: Int64, day: Int64) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// - Parameter dayNumber: days since 1970-01-01; negative before.
  public init(dayNumber: Int64) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let quarterDays = 4 * UInt32(shifted - era * 146_097) + 3
    let (century, rest) = quarterDays.quotientAndRemainder(dividingBy: 146_097)
    // Years of 365.25 days: multiplied by 2^32 / 1461, the year is the high half.
    let year = (rest | 3).multipliedFullWidth(by: 2_939_745)
    let dayOfYear = year.low / (4 * 2_939_745)
    // Months from March of 30.6 days: in units of a 2141st day, the month is the high half.
    let monthFromMarch = 2_141 * dayOfYear + 197_913
    let isNextYear = dayOfYear >= 306
    day = Int64(monthFromMarch % 65_536 / 2_141) + 1
    month = Int64(monthFromMarch / 65_536) - (isNextYear ? 12 : 0)
    self.year = era * 400 + Int64(century) * 100 + Int64(year.high) + (isNextYear ? 1 : 0)
  }

  /// Days since 1970-01-01; negative before.
  public var dayNumber: Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The first day of its month.
  public var firstOfMonth: CivilDate {
    CivilDate(uncheckedYear: year, month: month, day: 1)
  }

  /// The first day of the month after its own.
  public var firstOfNextMonth: CivilDate {
    month == 12
      ? CivilDate(uncheckedYear: year + 1, month: 1, day: 1)
      : CivilDate(uncheckedYear: year, month: month + 1, day: 1)
  }

  private static func length(ofMonth month: Int64, year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
