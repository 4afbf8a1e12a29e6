/// The review forms, the calls chosen for them, and the coaching that follows.
struct ReviewTables: Sendable {
  private var forms = RowTable<ReviewFormRow>("review-forms", .published)
  private var reviews = RowTable<ReviewRow>("reviews", .publishedInStore)
  private var coaching = RowTable<CoachingRow>("coaching", .publishedInStore)

  mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&forms)
    try visitor.visit(&reviews)
    try visitor.visit(&coaching)
  }

  /// Folds an event of a form.
  ///
  /// - Parameter week: in which a call that is chosen now was answered.
  mutating func apply(
    _ event: QualityEvent, of recorded: RecordedEvent, week: Code, weeks: inout QualityWeeks
  ) {
    let form = FormID(recorded.stream.id)
    switch event {
    case .formPublished(let published): publish(published, form, recorded)
    case .callSampled(let sampled): sample(sampled, form, recorded, week)
    case .callReviewed(let reviewed): review(reviewed, form, recorded, &weeks)
    case .reviewDisputed(let disputed): dispute(disputed, form, recorded, &weeks)
    case .coachingAssigned(let assigned): assign(assigned, form, recorded)
    case .coachingCompleted(let completed):
      let key = RowKey.make(form.rawValue, completed.coaching.rawValue)
      coaching.updateIfPresent(key) { row in
        row.completedAt = recorded.time
        row.outcome = completed.outcome
      }
    }
  }

  private mutating func publish(
    _ published: QualityEvent.FormPublished, _ form: FormID, _ recorded: RecordedEvent
  ) {
    forms.update(form.rawValue, orInsert: ReviewFormRow.init) { row in
      row.form = form
      row.version = published.version
      row.title = published.title ?? row.title
      row.publishedAt = recorded.time
      row.position = Int64(recorded.position)
      row.items = published.items
    }
  }

  private mutating func sample(
    _ sampled: QualityEvent.CallSampled, _ form: FormID, _ recorded: RecordedEvent, _ week: Code
  ) {
    var row = ReviewRow()
    row.form = form
    row.call = sampled.call
    row.agent = sampled.agent
    row.queue = sampled.queue
    row.week = week
    row.sampledAt = recorded.time
    row.seed = sampled.seed
    reviews.insert(row, key: RowKey.make(form.rawValue, sampled.call.rawValue))
    forms.updateIfPresent(form.rawValue) { $0.sampled += 1 }
  }

  private mutating func review(
    _ reviewed: QualityEvent.CallReviewed, _ form: FormID, _ recorded: RecordedEvent,
    _ weeks: inout QualityWeeks
  ) {
    let bounds = forms.row(form.rawValue)?.items ?? []
    let items = reviewed.scores.map { score in
      ReviewedItem {
        $0.item = score.item
        $0.points = score.points
        $0.pointsMax = bounds.first { $0.item == score.item }?.pointsMax ?? 0
      }
    }
    let key = RowKey.make(form.rawValue, reviewed.call.rawValue)
    let change = reviews.updateIfPresent(key) { row in
      let before = row
      row.state = row.state == .disputed ? .settled : .reviewed
      row.formVersion = reviewed.formVersion
      row.reviewer = recorded.actor.id
      row.reviewedAt = recorded.time
      row.reviewedPosition = Int64(recorded.position)
      row.items = items
      return (before, row)
    }
    guard let (before, after) = change else { return }
    weeks.update(after.week, after.agent) { row in
      if before.reviewedAt == nil { row.reviews += 1 }
      row.count(before.items, of: form, by: -1)
      row.count(after.items, of: form, by: 1)
    }
    if before.reviewedAt == nil { forms.updateIfPresent(form.rawValue) { $0.reviewed += 1 } }
  }

  private mutating func dispute(
    _ disputed: QualityEvent.ReviewDisputed, _ form: FormID, _ recorded: RecordedEvent,
    _ weeks: inout QualityWeeks
  ) {
    let key = RowKey.make(form.rawValue, disputed.call.rawValue)
    let row = reviews.updateIfPresent(key) { row in
      row.state = .disputed
      row.disputedPosition = Int64(recorded.position)
      row.disputedItem = disputed.item
      return row
    }
    if let row { weeks.update(row.week, row.agent) { $0.disputes += 1 } }
  }

  private mutating func assign(
    _ assigned: QualityEvent.CoachingAssigned, _ form: FormID, _ recorded: RecordedEvent
  ) {
    var row = CoachingRow()
    row.form = form
    row.coaching = assigned.coaching
    row.agent = assigned.agent
    row.item = assigned.item
    row.call = assigned.call
    row.assignedAt = recorded.time
    row.due = assigned.due
    row.position = Int64(recorded.position)
    coaching.insert(row, key: RowKey.make(form.rawValue, assigned.coaching.rawValue))
  }
}
