package import ContactCenter

/// What a person or a program asks of a report, in words: the flags of the command line and the
/// parameters of the address are the same.
package struct ReportQuery: Sendable, Equatable {
  package var from: String?
  package var to: String?
  package var interval: String?
  package var zone: String?
  package var thresholdSeconds: Int64?
  package var shortAbandonSeconds: Int64?
  package var cohort: String?

  /// - Parameters:
  ///   - from: a date or RFC 3339 time, read in `zone` where it has no offset.
  ///   - zone: IANA name; nil: the installation's own.
  ///   - cohort: `received` or `queued`.
  package init(
    from: String? = nil, to: String? = nil, interval: String? = nil, zone: String? = nil,
    thresholdSeconds: Int64? = nil, shortAbandonSeconds: Int64? = nil, cohort: String? = nil
  ) {
    self.from = from
    self.to = to
    self.interval = interval
    self.zone = zone
    self.thresholdSeconds = thresholdSeconds
    self.shortAbandonSeconds = shortAbandonSeconds
    self.cohort = cohort
  }

  /// The options that the words name.
  ///
  /// - Parameter calendar: the days of the installation's own zone.
  /// - Throws: `ReportFailure` for the first word that cannot be read.
  package func options(
    inZoneOf calendar: CalendarDays
  ) throws(ReportFailure) -> ReportOptions {
    var options = ReportOptions(calendar: calendar)
    if let zone, zone != calendar.name { options.calendar = try CalendarDays(named: zone) }
    if let interval { options.interval = try ReportInterval(interval) }
    if let from { options.from = try options.calendar.instant(from) }
    if let to { options.to = try options.calendar.instant(to) }
    if let cohort {
      guard let known = ReportOptions.Cohort(rawValue: cohort) else {
        throw .unknownCohort(cohort)
      }
      options.cohort = known
    }
    for (name, value) in [
      ("threshold", thresholdSeconds), ("short-abandon", shortAbandonSeconds),
    ] {
      if let value, !ServiceStandard.secondsRange.contains(value) {
        throw .outOfRange(name: name, value: value)
      }
    }
    options.thresholdSeconds = thresholdSeconds
    options.shortAbandonSeconds = shortAbandonSeconds
    try options.validate()
    return options
  }

  /// The same words as an address's query, with its question mark; empty when nothing is asked.
  ///
  /// - Parameter more: words of `ReportDetails`.
  package func queryString(adding more: [String: String] = [:]) -> String {
    let pairs: [(String, String?)] =
      [
        ("from", from), ("to", to), ("interval", interval), ("zone", zone),
        ("threshold", thresholdSeconds.map { String($0) }),
        ("short-abandon", shortAbandonSeconds.map { String($0) }), ("cohort", cohort),
      ] + more.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    let parts = pairs.compactMap { name, value in value.map { "\(name)=\(Self.encoded($0))" } }
    return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
  }

  private static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
