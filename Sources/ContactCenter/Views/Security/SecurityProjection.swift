/// The regular review and renewal of what protects data: reviews by scope, and every change of a
/// right, a key or a measure in the order of the log.
public struct SecurityProjection: Projection {
  public static let view = "security-reviews"
  public static let foldVersion: UInt32 = 1

  private var reviews = RowTable<SecurityReviewRow>("security-reviews", .published)
  private var changes = RowTable<SecurityChangeRow>("security-changes", .publishedInStore)

  public init(calendar: CalendarDays) {}

  public mutating func apply(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .access(let event): apply(event, recorded)
    case .keys(.rotated(let rotated)):
      note(.key, "generation \(rotated.generation)", recorded) { $0.reason = rotated.reason }
    case .security(.measureChanged(let changed)):
      note(.measure, changed.change.rawValue, recorded) {
        $0.summary = changed.summary
        $0.reason = changed.reason
      }
    default: break
    }
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&reviews)
    try visitor.visit(&changes)
  }

  private mutating func apply(_ event: AccessEvent, _ recorded: RecordedEvent) {
    switch event {
    case .granted(let granted): note(.right, granted.role.rawValue, recorded) { _ in }
    case .revoked(let revoked): note(.right, "revoked", recorded) { $0.reason = revoked.reason }
    case .recordViewed: break
    case .reviewScheduled(let scheduled):
      update(recorded) { row in
        row.periodDays = scheduled.periodDays
        row.isDue = false
        row.due = scheduled.due(after: recorded.time)
      }
    case .reviewDue: update(recorded) { $0.isDue = true }
    case .reviewCompleted(let completed):
      update(recorded) { row in
        row.reviews += 1
        row.lastReviewAt = recorded.time
        row.lastReviewer = completed.reviewer ?? Self.name(recorded.actor)
        row.findings = completed.findings
        row.removed = completed.removed
        row.lastReviewPosition = Int64(recorded.position)
        row.isDue = false
        row.due = AccessEvent.ReviewScheduled { $0.periodDays = row.periodDays }
          .due(after: recorded.time)
      }
    }
  }

  private mutating func update(
    _ recorded: RecordedEvent, _ change: (inout SecurityReviewRow) -> Void
  ) {
    reviews.update(recorded.stream.id, orInsert: SecurityReviewRow.init) { row in
      row.scope = Code(recorded.stream.id)
      change(&row)
    }
  }

  private mutating func note(
    _ kind: SecurityChangeRow.Kind, _ change: String, _ recorded: RecordedEvent,
    _ fill: (inout SecurityChangeRow) -> Void
  ) {
    var row = SecurityChangeRow()
    row.kind = kind
    row.subject = Code(recorded.stream.id)
    row.change = Code(change)
    row.at = recorded.time
    row.by = Self.name(recorded.actor)
    row.position = Int64(recorded.position)
    fill(&row)
    changes.insert(row, key: CohortKey.digits(recorded.position))
  }

  private static func name(_ actor: Actor) -> Code {
    Code(actor.id.isEmpty ? actor.kind.rawValue : actor.id)
  }
}

extension AccessEvent.ReviewScheduled {
  /// When the review after this moment falls due; nil where none is to be made.
  func due(after time: Timestamp) -> Timestamp? {
    periodDays.map { time.adding(milliseconds: $0 * 86_400_000) }
  }
}
