/// Why a report cannot be made: always the asker's fault.
package enum ReportFailure: Error, Equatable, CustomStringConvertible {
  /// The text names no IANA time zone.
  case unknownZone(String)
  /// The text is no interval; the allowed ones are named in the description.
  case unknownInterval(String)
  /// The text is neither a date nor an RFC 3339 time.
  case unreadableTime(String)
  /// The end is not after the beginning.
  case emptyRange
  /// The text is none of the formats.
  case unknownFormat(String)
  /// The text is none of `received`, `queued` and `happened`.
  case unknownCohort(String)
  /// A number of seconds is outside 0…86,400.
  case outOfRange(name: String, value: Int64)
  /// An option of one report, by its name, and what is wrong with its value.
  case invalidOption(String, String)

  /// The word of the question that is at fault, where that is one alone.
  package var parameter: String? {
    switch self {
    case .unknownZone: "zone"
    case .unknownInterval: "interval"
    case .unknownCohort: "cohort"
    case .emptyRange: "to"
    case .outOfRange(let name, _): name
    case .invalidOption(let name, _): name
    case .unreadableTime, .unknownFormat: nil
    }
  }

  package var description: String {
    switch self {
    case .unknownZone(let text):
      "“\(text)” is no IANA time zone; for example Europe/Berlin or UTC"
    case .unknownInterval(let text):
      "“\(text)” is no interval; use minutes that divide an hour (15m, 30m), hours that divide a "
        + "day (1h, 6h), 1d, 1w or 1mo"
    case .unreadableTime(let text):
      "“\(text)” is no time; use 2026-11-22, 2026-11-22T09:30 or 2026-11-22T09:30:00+02:00"
    case .emptyRange:
      "the report's end must be after its beginning"
    case .unknownFormat(let text):
      "“\(text)” is no format; use table, json or csv"
    case .unknownCohort(let text):
      "“\(text)” is no cohort; use received, queued or happened"
    case .outOfRange(let name, let value):
      "\(name) is \(value); allowed is 0…86400 seconds"
    case .invalidOption(let name, let detail):
      "\(name) \(detail)"
    }
  }
}
