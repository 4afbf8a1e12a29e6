import ContactCenter
import Foundation
import TestSupport
import Testing

@testable import EventCodec

@Suite("Instants on the wire")
struct TimestampTests {
  @Test(
    "reads any offset and 0 to 9 digits of a second's fraction",
    arguments: [
      ("2026-11-22T09:34:11.123Z", 1_795_340_051_123), ("1970-01-01T00:00:00Z", 0),
      ("1970-01-01T01:00:00+01:00", 0), ("1969-12-31T19:30:00-04:30", 0),
      ("1970-01-01T00:00:00.9Z", 900), ("1970-01-01T00:00:00.123456789Z", 123),
      ("1970-01-01t00:00:00z", 0), ("1999-02-01T00:00:00+02:00", 917_820_000_000),
      ("2000-02-29T23:59:59.999Z", 951_868_799_999), ("0001-01-01T00:00:00Z", -62_135_596_800_000),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ])
  func reads(text: String, milliseconds: Int64) {
    #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test(
    "refuses what is no instant",
    arguments: [
      "", "2026-11-22", "2026-11-22T09:34:11", "2026-11-22 09:34:11Z", "2026-13-01T00:00:00Z",
      "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z",
      "2026-00-10T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z",
      "2026-01-01T00:60:00Z", "2016-12-31T23:59:60Z", "2026-01-01T00:00:00.Z",
      "2026-01-01T00:00:00.1234567890Z", "2026-01-01T00:00:00+24:00",
      "2026-01-01T00:00:00+0100", "2026-01-01T00:00:00Zx", "0000-01-01T00:00:00Z",
      "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "+2026-01-01T00:00:00Z",
      "2026-1-01T00:00:00Z ", "２026-01-01T00:00:00Z",
    ])
  func refuses(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test("writes UTC with milliseconds, and reads back what it wrote", arguments: UInt64(1)...5)
  func roundTrip(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let range = Timestamp.earliest.milliseconds...Timestamp.latest.milliseconds
    for _ in 0..<2_000 {
      let time = Timestamp(milliseconds: Int64.random(in: range, using: &generator))
      #expect(time.rfc3339.utf8.count == 24)
      #expect(Timestamp(rfc3339: time.rfc3339) == time, "seed \(seed): \(time.milliseconds)")
    }
  }

  @Test("agrees with Foundation on every day from 1583 to 2500")
  func agreesWithFoundation() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for day in stride(from: Int64(-141_000), through: 193_000, by: 7) {
      let date = CivilDate(dayNumber: day)
      let parts = calendar.dateComponents(
        [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
      #expect(parts.year == Int(date.year) && parts.month == Int(date.month))
      #expect(parts.day == Int(date.day))
      #expect(date.dayNumber == day)
    }
  }

  @Test("numbers the days of an era of 400 years, and others, without a gap")
  func everyDay() {
    let days =
      Array(Int64(-10_957)..<135_140) + Array(stride(from: -719_162, to: 2_932_896, by: 61))
    for day in days {
      let date = CivilDate(dayNumber: day)
      guard date.dayNumber == day,
        CivilDate(year: date.year, month: date.month, day: date.day) == date
      else {
        Issue.record("day \(day): \(date)")
        return
      }
    }
    #expect(CivilDate(dayNumber: -719_162) == CivilDate(year: 1, month: 1, day: 1))
    #expect(CivilDate(dayNumber: 2_932_896) == CivilDate(year: 9999, month: 12, day: 31))
  }

  @Test("writes the nearer bound for an instant without a form")
  func bounds() {
    #expect(Timestamp(milliseconds: .min).rfc3339 == "0001-01-01T00:00:00.000Z")
    #expect(Timestamp(milliseconds: .max).rfc3339 == "9999-12-31T23:59:59.999Z")
  }
}
