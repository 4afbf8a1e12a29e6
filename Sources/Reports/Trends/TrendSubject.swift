import ContactCenter

/// What a trend is about: all calls, those of a queue, or those for a reason.
struct TrendSubject: Hashable, Comparable, Sendable {
  /// In the order of the rows.
  enum Kind: String, Sendable {
    case all, queue, reason

    var place: Int {
      switch self {
      case .all: 0
      case .queue: 1
      case .reason: 2
      }
    }
  }

  let kind: Kind
  /// Nil for all calls, and for those that have no queue or reason.
  let name: String?

  static let all = TrendSubject(kind: .all, name: nil)

  /// The subjects to which a call belongs.
  static func subjects(of outcome: OutcomeRow) -> [TrendSubject] {
    [
      .all, TrendSubject(kind: .queue, name: outcome.queue?.rawValue),
      TrendSubject(kind: .reason, name: outcome.reason?.rawValue),
    ]
  }

  static func < (left: TrendSubject, right: TrendSubject) -> Bool {
    left.kind == right.kind
      ? ReportGrouping.precedes(left.name, right.name) : left.kind.place < right.kind.place
  }

  var fields: [ReportField] {
    [
      ReportField("subject", .text(kind.rawValue)),
      ReportField("name", name.map { .text($0) } ?? .null),
    ]
  }
}
