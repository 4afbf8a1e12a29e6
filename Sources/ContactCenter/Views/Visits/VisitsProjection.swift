/// Every queue visit and every agent's segment as a row of its own: what reports are made of.
public struct VisitsProjection: Projection {
  public static let view = "visits"
  public static let foldVersion: UInt32 = 2

  private var tracker = ContactTracker()
  private var rows = VisitTables()

  public init(calendar: CalendarDays) {}

  public mutating func apply(_ event: RecordedEvent) {
    guard case .call(let call) = event.event else { return }
    tracker.apply(call, of: event, into: &rows)
  }

  public mutating func didRestore() {
    tracker.didRestore()
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try tracker.forEachTable(&visitor)
    try visitor.visit(&rows.visits)
    try visitor.visit(&rows.segments)
  }
}

/// The rows of visits and segments, written whole whenever something about them changes: an old row
/// need never be read.
private struct VisitTables: ContactSink {
  var visits = RowTable<VisitRow>("visits", .publishedInStore)
  var segments = RowTable<SegmentRow>("segments", .publishedInStore)

  mutating func visitOpened(_ visit: OpenVisit, of origin: ContactOrigin, at moment: Moment) {
    let row = VisitRow(visit, of: origin)
    visits.insert(row, key: row.key)
  }

  mutating func visitClosed(_ visit: OpenVisit, of origin: ContactOrigin, end: VisitEnd) {
    var row = VisitRow(visit, of: origin)
    row.leftAt = end.moment.time
    row.outcome = end.outcome
    row.cause = end.cause
    row.agent = end.agent
    row.waitMilliseconds = end.waitMilliseconds
    row.clockWaitMilliseconds = end.clockWaitMilliseconds
    visits.insert(row, key: row.key)
  }

  mutating func menuAbandoned(_ origin: ContactOrigin, at moment: Moment) {
    var row = VisitRow()
    row.queue = origin.queueHint
    row.call = origin.call
    row.receivedAt = origin.receivedAt
    row.enqueuedAt = origin.receivedAt
    row.leftAt = moment.time
    row.outcome = .menu
    row.position = Int64(moment.position)
    visits.insert(row, key: row.key)
  }

  mutating func offerClosed(
    _ offer: OpenOffer, of origin: ContactOrigin, from visit: OpenVisit?, as end: OfferEnd,
    at moment: Moment
  ) {
    guard end == .missed else { return }
    var row = SegmentRow()
    row.agent = offer.agent
    row.queue = visit?.queue
    row.call = origin.call
    row.receivedAt = origin.receivedAt
    row.enqueuedAt = visit?.enqueuedAt ?? origin.receivedAt
    row.startedAt = offer.since
    row.endedAt = moment.time
    row.outcome = .missed
    row.position = Int64(moment.position)
    segments.insert(row, key: row.key)
  }

  mutating func segmentOpened(
    _ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment
  ) {
    let row = SegmentRow(segment, of: origin)
    segments.insert(row, key: row.key)
  }

  mutating func segmentChanged(
    _ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment
  ) {
    let row = SegmentRow(segment, of: origin)
    segments.insert(row, key: row.key)
  }

  mutating func segmentClosed(
    _ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment
  ) {
    var row = SegmentRow(segment, of: origin)
    row.outcome = .handled
    row.endedAt = moment.time
    segments.insert(row, key: row.key)
  }
}

extension VisitRow {
  fileprivate init(_ visit: OpenVisit, of origin: ContactOrigin) {
    self.init()
    queue = visit.queue
    call = origin.call
    receivedAt = origin.receivedAt
    enqueuedAt = visit.enqueuedAt
    position = visit.position
  }
}

extension SegmentRow {
  fileprivate init(_ segment: OpenSegment, of origin: ContactOrigin) {
    self.init()
    agent = segment.agent
    queue = segment.queue
    call = origin.call
    receivedAt = origin.receivedAt
    enqueuedAt = segment.enqueuedAt
    startedAt = segment.startedAt
    answersVisit = segment.answersVisit
    waitMilliseconds = segment.waitMilliseconds
    talkMilliseconds = segment.talkMilliseconds
    holdMilliseconds = segment.holdMilliseconds
    wrapMilliseconds = segment.wrapMilliseconds
    isTransferred = segment.isTransferred
    holdAbandonedAt = segment.holdAbandonedAt
    position = segment.position
  }
}
