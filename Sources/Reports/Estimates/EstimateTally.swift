import ContactCenter

/// What a report counts of the estimates that callers were given.
struct EstimateTally: Sendable {
  private var given: Int64 = 0
  private var graded: Int64 = 0
  private var left: Int64 = 0
  private var estimated: Int64 = 0
  private var waited: Int64 = 0
  private var error: Int64 = 0
  private var tooShort: Int64 = 0

  mutating func add(_ row: EstimateRow) {
    given += 1
    switch row.outcome {
    case .waiting: break
    case .left: left += 1
    case .answered:
      let wait = row.waitMilliseconds ?? 0
      graded += 1
      estimated += row.estimateMilliseconds
      waited += wait
      error += abs(row.estimateMilliseconds - wait)
      if row.estimateMilliseconds < wait { tooShort += 1 }
    }
  }

  var fields: [ReportField] {
    [
      ReportField("given", .integer(given)),
      ReportField("graded", .integer(graded)),
      ReportField("left", .integer(left)),
      ReportField("waiting", .integer(given - graded - left)),
      ReportField("estimateSeconds", ReportValue(Millionths(estimated, over: graded * 1_000))),
      ReportField("waitSeconds", ReportValue(Millionths(waited, over: graded * 1_000))),
      ReportField("errorSeconds", ReportValue(Millionths(error, over: graded * 1_000))),
      ReportField("biasSeconds", ReportValue(Millionths(estimated - waited, over: graded * 1_000))),
      ReportField("tooShort", ReportValue(Millionths(tooShort, over: graded))),
    ]
  }
}
