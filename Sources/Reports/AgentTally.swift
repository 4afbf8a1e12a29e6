import ContactCenter

/// What a report counts of an agent, an interval, or everything.
struct AgentTally: Sendable {
  private var answered: Int64 = 0
  private var missed: Int64 = 0
  private var transferred: Int64 = 0
  private var holdAbandoned: Int64 = 0
  private var handled: Int64 = 0
  private var talkMilliseconds: Int64 = 0
  private var holdMilliseconds: Int64 = 0
  private var wrapMilliseconds: Int64 = 0
  private var waits = Distribution()
  private var pingPongs: Int64 = 0
  private var undocumented: Int64 = 0
  var firstContact = FirstContactTally()
  var working = WorkingTally()

  /// Counts that the agent took a call.
  mutating func addBeginning(_ segment: SegmentRow) {
    guard segment.outcome != .missed, segment.answersVisit else { return }
    answered += 1
    waits.add(segment.waitMilliseconds ?? 0)
  }

  /// Counts a call that the agent last talked to.
  mutating func add(_ outcome: OutcomeRow) {
    pingPongs += outcome.pingPongs
    if outcome.isUndocumented { undocumented += 1 }
  }

  /// Counts a caller who hung up while the agent had the call on hold.
  mutating func addHangUpOnHold() {
    holdAbandoned += 1
  }

  /// Counts how the agent's part in a call ended, as far as it has.
  mutating func addEnd(_ segment: SegmentRow) {
    if segment.outcome == .missed {
      missed += 1
      return
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
      ReportField("holdAbandoned", .integer(holdAbandoned)),
      ReportField("handled", .integer(handled)),
      ReportField("asaSeconds", ReportValue(waits.meanSeconds)),
      ReportField("waitSeconds", .waits(waits.percentiles([50, 90, 95, 100]))),
      ReportField("handleSeconds", .mean(handle, of: handled)),
      ReportField("talkSeconds", .mean(talkMilliseconds, of: handled)),
      ReportField("holdSeconds", .mean(holdMilliseconds, of: handled)),
      ReportField("wrapSeconds", .mean(wrapMilliseconds, of: handled)),
      ReportField("pingPongs", .integer(pingPongs)),
      ReportField("undocumented", .integer(undocumented)),
      firstContact.field,
    ] + working.fields
  }
}
