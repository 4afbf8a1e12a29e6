import ContactCenter

/// How calls kept to the procedure that was in force: counts of steps of calls that are over.
struct ProcedureTally: Sendable {
  /// Calls with a step that applied.
  private var calls: Int64 = 0
  private var met: Int64 = 0
  private var missed: Int64 = 0

  mutating func add(_ call: CallScoreRow) {
    guard call.endedAt != nil else { return }
    let (metHere, missedHere) = (count(.met, in: call), count(.missed, in: call))
    if metHere + missedHere > 0 { calls += 1 }
    met += metHere
    missed += missedHere
  }

  private func count(_ outcome: StepOutcome, in call: CallScoreRow) -> Int64 {
    Int64(call.steps.count { $0.outcome == outcome })
  }

  var field: ReportField {
    ReportField(
      "procedure",
      .group([
        ReportField("calls", .integer(calls)),
        ReportField("met", .integer(met)),
        ReportField("missed", .integer(missed)),
        ReportField("score", ReportValue(Millionths(met, over: met + missed))),
      ]))
  }
}
