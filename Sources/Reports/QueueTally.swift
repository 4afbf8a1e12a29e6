import ContactCenter

/// What a report counts of a queue, an interval, or everything.
struct QueueTally: Sendable {
  private var counts = VisitCounts()
  private var waiting: Int64 = 0
  private var menuAbandoned: Int64 = 0
  private var holdAbandoned: Int64 = 0
  private var answerWaits = Distribution()
  private var abandonWaits = Distribution()
  private var handled: Int64 = 0
  private var handleMilliseconds: Int64 = 0
  private var talkMilliseconds: Int64 = 0
  private var holdMilliseconds: Int64 = 0
  private var wrapMilliseconds: Int64 = 0
  private var transferred: Int64 = 0
  private var missedOffers: Int64 = 0
  private var queueTransfers: Int64 = 0
  private var pingPongs: Int64 = 0
  private var undocumented: Int64 = 0
  var firstContact = FirstContactTally()

  /// Counts that a call entered the queue.
  mutating func addArrival(_ visit: VisitRow) {
    guard visit.outcome != .menu else { return }
    counts.offered += 1
    if visit.outcome == .waiting { waiting += 1 }
  }

  /// Counts how a visit ended, if it has.
  mutating func addDeparture(_ visit: VisitRow, standard: ServiceStandard) {
    let wait = visit.waitMilliseconds ?? 0
    switch visit.outcome {
    case .waiting: break
    case .exited: counts.otherExits += 1
    case .menu: menuAbandoned += 1
    case .answered:
      counts.countAnswer(waitMilliseconds: wait, standard: standard)
      answerWaits.add(wait)
    case .abandoned:
      counts.countAbandon(waitMilliseconds: wait, standard: standard)
      abandonWaits.add(wait)
    }
  }

  /// Counts a caller who had been answered and hung up on hold.
  mutating func addHangUpOnHold() {
    holdAbandoned += 1
  }

  mutating func add(_ segment: SegmentRow) {
    if segment.outcome == .missed { missedOffers += 1 }
    guard segment.outcome == .handled else { return }
    handled += 1
    handleMilliseconds += segment.handleMilliseconds
    talkMilliseconds += segment.talkMilliseconds
    holdMilliseconds += segment.holdMilliseconds
    wrapMilliseconds += segment.wrapMilliseconds
    if segment.isTransferred { transferred += 1 }
  }

  /// Counts a call that was answered.
  mutating func add(_ outcome: OutcomeRow) {
    queueTransfers += outcome.queueTransfers
    pingPongs += outcome.pingPongs
    if outcome.isUndocumented { undocumented += 1 }
  }

  var fields: [ReportField] {
    let waits = answerWaits.percentiles([50, 90, 95, 100])
    let levels = ServiceLevels(counts)
    return [
      ReportField("offered", .integer(counts.offered)),
      ReportField("answered", .integer(counts.answered)),
      ReportField("abandoned", .integer(counts.abandoned)),
      ReportField("shortAbandoned", .integer(counts.shortAbandoned)),
      ReportField("otherExits", .integer(counts.otherExits)),
      ReportField("waiting", .integer(waiting)),
      ReportField("menuAbandoned", .integer(menuAbandoned)),
      ReportField("holdAbandoned", .integer(holdAbandoned)),
      ReportField("answeredWithin", .integer(counts.answeredWithin)),
      ReportField("abandonedWithin", .integer(counts.abandonedWithin)),
      ReportField(
        "serviceLevel",
        .group([
          ReportField("answered", ReportValue(levels.answered)),
          ReportField("negative", ReportValue(levels.negative)),
          ReportField("ignore", ReportValue(levels.ignore)),
          ReportField("positive", ReportValue(levels.positive)),
        ])),
      ReportField("asaSeconds", ReportValue(counts.asaSeconds)),
      ReportField("waitSeconds", .waits(waits)),
      ReportField("abandonWaitSeconds", ReportValue(abandonWaits.meanSeconds)),
      ReportField("handleSeconds", .mean(handleMilliseconds, of: handled)),
      ReportField("talkSeconds", .mean(talkMilliseconds, of: handled)),
    ] + conversationFields
  }

  private var conversationFields: [ReportField] {
    let lessShort = Millionths(
      counts.abandoned - counts.shortAbandoned, over: counts.offered - counts.shortAbandoned)
    return [
      ReportField("holdSeconds", .mean(holdMilliseconds, of: handled)),
      ReportField("wrapSeconds", .mean(wrapMilliseconds, of: handled)),
      ReportField("handled", .integer(handled)),
      ReportField(
        "abandonRate",
        .group([
          ReportField("all", ReportValue(Millionths(counts.abandoned, over: counts.offered))),
          ReportField("lessShort", ReportValue(lessShort)),
        ])),
      ReportField("missedOffers", .integer(missedOffers)),
      ReportField("transferred", .integer(transferred)),
      ReportField("queueTransfers", .integer(queueTransfers)),
      ReportField("pingPongs", .integer(pingPongs)),
      ReportField("undocumented", .integer(undocumented)),
      firstContact.field,
    ]
  }
}

extension ReportValue {
  /// The 50th, 90th and 95th percentile and the maximum of waits in milliseconds, as seconds.
  static func waits(_ waits: [Int64?]) -> ReportValue {
    .group(
      zip(["p50", "p90", "p95", "max"], waits).map { name, wait in
        ReportField(name, ReportValue(milliseconds: wait))
      })
  }

  /// A mean of milliseconds as seconds; null where there is nothing to divide by.
  static func mean(_ milliseconds: Int64, of count: Int64) -> ReportValue {
    ReportValue(Millionths(milliseconds, over: count * 1_000))
  }
}
