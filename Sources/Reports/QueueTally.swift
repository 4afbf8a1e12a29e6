import ContactCenter

/// What a report counts of a queue, an interval, or everything.
struct QueueTally: Sendable {
  private var counts = VisitCounts()
  private var waiting: Int64 = 0
  private var menuAbandoned: Int64 = 0
  private var answerWaits = Distribution()
  private var abandonWaits = Distribution()
  private var handled: Int64 = 0
  private var handleMilliseconds: Int64 = 0
  private var talkMilliseconds: Int64 = 0

  mutating func add(_ visit: VisitRow, standard: ServiceStandard) {
    if visit.outcome == .menu {
      menuAbandoned += 1
      return
    }
    let wait = visit.waitMilliseconds ?? 0
    counts.offered += 1
    switch visit.outcome {
    case .waiting: waiting += 1
    case .exited: counts.otherExits += 1
    case .menu: break
    case .answered:
      counts.countAnswer(waitMilliseconds: wait, standard: standard)
      answerWaits.add(wait)
    case .abandoned:
      counts.countAbandon(waitMilliseconds: wait, standard: standard)
      abandonWaits.add(wait)
    }
  }

  mutating func add(_ segment: SegmentRow) {
    guard segment.outcome == .handled else { return }
    handled += 1
    handleMilliseconds += segment.handleMilliseconds
    talkMilliseconds += segment.talkMilliseconds
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
