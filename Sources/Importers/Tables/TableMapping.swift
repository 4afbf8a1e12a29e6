import ContactCenter

/// What the columns of a table of finished calls mean: the content of a mapping file.
///
/// `deploy/mappings/generic.yaml` documents every key.
package struct TableMapping: Sendable {
  /// A single text about a call.
  enum TextField: String, CaseIterable, Sendable {
    case queue, agent, customer, priority, from, to, reason, menu, endedBy
  }

  /// A moment in a call's life.
  enum Moment: String, CaseIterable, Sendable {
    case received, menuLeft, queued, queueLeft, answered, ended
  }

  /// A duration that the table gives itself; it wins over differences of its clocks.
  enum Span: String, CaseIterable, Sendable {
    case menu, wait, ring, talk, hold, wrap
  }

  /// How moments are written.
  enum Times: String, CaseIterable, Sendable {
    /// `h:mm:ss`, with the date in a column of its own.
    case timeOfDay = "time-of-day"
    /// A date and a time of day, with an offset or in the zone.
    case datetime
    /// Seconds since 1970, with or without a fraction.
    case epoch
    case epochMilliseconds = "epoch-milliseconds"
  }

  /// How durations are written.
  enum Unit: String, CaseIterable, Sendable {
    case seconds
    case milliseconds
    case clock = "h:mm:ss"
  }

  /// How a call came out.
  enum Outcome: Hashable, Sendable {
    case answered
    /// Hung up in the queue, or in the menu where the call had not queued.
    case abandoned
    /// A switch's ghost: no person, no service.
    case phantom
    case exited(QueueExitCause)
    /// A row that is no call.
    case ignored

    static let words: [String: Outcome] = {
      var words: [String: Outcome] = [
        "answered": .answered, "abandoned": .abandoned, "phantom": .phantom, "ignored": .ignored,
      ]
      for cause in QueueExitCause.allCases { words[cause.rawValue] = .exited(cause) }
      return words
    }()
  }

  /// Where a value comes from.
  enum Origin: Equatable, Sendable {
    case column(String)
    case constant(String)
  }

  /// The name under which the calls are imported where the command gives none.
  package var source: String
  var separator: UInt8
  var hasQuotes: Bool
  /// The columns' names where the file has no header line.
  var columns: [String]?
  var zone: String
  var times: Times
  var date: String?
  var dates: [DateFormat]
  /// The columns that name a call together.
  var callID: [String]
  var texts: [TextField: Origin]
  var moments: [Moment: String]
  var spans: [Span: String]
  var unit: Unit
  var outcome: Origin
  var outcomes: [String: Outcome]
  var endings: [String: EndingParty]
  /// Values that mean "nothing here", by field; an empty value always does.
  var blanks: [String: Set<String>]

  /// Every column that it names.
  var namedColumns: Set<String> {
    let origins = texts.values + [outcome]
    let columns = origins.compactMap { if case .column(let name) = $0 { name } else { nil } }
    return Set(columns + callID + moments.values + spans.values + [date].compactMap(\.self))
  }
}
