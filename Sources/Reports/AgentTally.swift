import ContactCenter

/// What a report counts of an agent, an interval, or everything.
struct AgentTally: Sendable {
  private var answered: Int64 = 0
  private var missed: Int64 = 0
  private var transferred: Int64 = 0
  private var handled: Int64 = 0
  private var talkMilliseconds: Int64 = 0
  private var holdMilliseconds: Int64 = 0
  private var wrapMilliseconds: Int64 = 0
  private var waits = Distribution()

  mutating func add(_ segment: SegmentRow) {
    if segment.outcome == .missed {
      missed += 1
      return
    }
    if segment.answersVisit {
      answered += 1
      waits.add(segment.waitMilliseconds ?? 0)
    }
    if segment.isTransferred { transferred += 1 }
    guard segment.outcome == .handled else { return }
    handled += 1
    talkMilliseconds += segment.talkMilliseconds
    holdMilliseconds += segment.holdMilliseconds
    wrapMilliseconds += segment.wrapMilliseconds
  }

  var fields: [ReportField] {
    let handle = talkMilliseconds + holdMilliseconds + wrapMilliseconds
    return [
      ReportField("offered", .integer(answered + missed)),
      ReportField("answered", .integer(answered)),
      ReportField("missedOffers", .integer(missed)),
      ReportField("transferred", .integer(transferred)),
      ReportField("handled", .integer(handled)),
      ReportField("asaSeconds", ReportValue(waits.meanSeconds)),
      ReportField("waitSeconds", .waits(waits.percentiles([50, 90, 95, 100]))),
      ReportField("handleSeconds", .mean(handle, of: handled)),
      ReportField("talkSeconds", .mean(talkMilliseconds, of: handled)),
      ReportField("holdSeconds", .mean(holdMilliseconds, of: handled)),
      ReportField("wrapSeconds", .mean(wrapMilliseconds, of: handled)),
    ]
  }
}
