import ContactCenter

/// An agent's time in an interval, or in all: milliseconds, so that intervals add up.
struct WorkingTally: Sendable {
  var session: Int64 = 0
  var onContact: Int64 = 0
  var idle: Int64 = 0
  var productive: Int64 = 0
  var other: Int64 = 0
  var scheduled: Int64 = 0
  var adherent: Int64 = 0

  var fields: [ReportField] {
    [
      ReportField("sessionSeconds", recorded(session)),
      ReportField("onContactSeconds", recorded(onContact)),
      ReportField("idleSeconds", recorded(idle)),
      ReportField("productiveSeconds", recorded(productive)),
      ReportField("otherSeconds", recorded(other)),
      ReportField("occupancy", ReportValue(Millionths(onContact, over: onContact + idle))),
      ReportField("utilisation", ReportValue(Millionths(onContact + productive, over: session))),
      ReportField("scheduledSeconds", ReportValue(milliseconds: scheduled)),
      ReportField("adherentSeconds", ReportValue(milliseconds: adherent)),
      ReportField("adherence", ReportValue(Millionths(adherent, over: scheduled))),
    ]
  }

  /// Nothing recorded is no time of zero.
  private func recorded(_ milliseconds: Int64) -> ReportValue {
    ReportValue(milliseconds: session > 0 ? milliseconds : nil)
  }
}
