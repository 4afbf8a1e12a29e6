import ContactCenter

/// What a report counts of whole calls.
struct ContactTally: Sendable {
  private var contacts: Int64 = 0
  private var outbound: Int64 = 0
  private var answered: Int64 = 0
  private var abandoned: Int64 = 0
  private var handled: Int64 = 0
  private var talkMilliseconds: Int64 = 0
  private var holdMilliseconds: Int64 = 0
  private var wrapMilliseconds: Int64 = 0
  private var transfers: Int64 = 0
  private var queueTransfers: Int64 = 0
  private var pingPongs: Int64 = 0
  private var resolved: Int64 = 0
  private var confirmed: Int64 = 0
  private var denied: Int64 = 0
  private var undocumented: Int64 = 0
  private var procedure = ProcedureTally()
  var firstContact = FirstContactTally()

  mutating func add(_ outcome: OutcomeRow) {
    contacts += 1
    if outcome.isOutbound { outbound += 1 }
    if outcome.isAnswered { answered += 1 }
    if outcome.isAbandoned { abandoned += 1 }
    transfers += outcome.transfers
    queueTransfers += outcome.queueTransfers
    pingPongs += outcome.pingPongs
    if outcome.isResolved { resolved += 1 }
    if outcome.isConfirmed == true { confirmed += 1 }
    if outcome.isConfirmed == false { denied += 1 }
    if outcome.isUndocumented { undocumented += 1 }
  }

  mutating func add(_ segment: SegmentRow) {
    guard segment.outcome == .handled else { return }
    handled += 1
    talkMilliseconds += segment.talkMilliseconds
    holdMilliseconds += segment.holdMilliseconds
    wrapMilliseconds += segment.wrapMilliseconds
  }

  mutating func add(_ score: CallScoreRow) {
    procedure.add(score)
  }

  var fields: [ReportField] {
    [
      ReportField("contacts", .integer(contacts)),
      ReportField("outbound", .integer(outbound)),
      ReportField("answered", .integer(answered)),
      ReportField("abandoned", .integer(abandoned)),
      ReportField("handled", .integer(handled)),
      ReportField(
        "handleSeconds",
        .mean(talkMilliseconds + holdMilliseconds + wrapMilliseconds, of: handled)),
      ReportField("talkSeconds", .mean(talkMilliseconds, of: handled)),
      ReportField("holdSeconds", .mean(holdMilliseconds, of: handled)),
      ReportField("wrapSeconds", .mean(wrapMilliseconds, of: handled)),
      ReportField("transfers", .integer(transfers)),
      ReportField("queueTransfers", .integer(queueTransfers)),
      ReportField("pingPongs", .integer(pingPongs)),
      ReportField("resolved", .integer(resolved)),
      ReportField("confirmed", .integer(confirmed)),
      ReportField("denied", .integer(denied)),
      ReportField("undocumented", .integer(undocumented)),
      procedure.field,
      firstContact.field,
    ]
  }
}
