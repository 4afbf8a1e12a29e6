internal import ContactCenter
internal import EventLog
internal import Reports

// Reports on whole calls.

extension ReportReader {
  /// Whole calls by queue, agent, reason or campaign. Cost: a look-up for each answered call, in
  /// which order the scores do not lie.
  func contacts(
    _ options: ReportOptions, _ details: ReportDetails
  ) throws(LogFailure) -> Report {
    var report = ContactReport(
      options: options, grouping: details.grouping, now: Timestamp(milliseconds: clock()),
      merges: try merges())
    var outcomes = outcomes(options, more: FirstContactJudge.settlingMilliseconds)
    var segments = rows(SegmentRow.self, "segments", options)
    var join = ReportJoin()
    while let outcome = try outcomes.next() {
      let parts = try join.segments(of: outcome) { () throws(LogFailure) in
        try segments.next()
      }
      report.add(outcome, segments: parts, score: try score(of: outcome))
    }
    return report.report()
  }

  private func score(of outcome: OutcomeRow) throws(LogFailure) -> CallScoreRow? {
    guard outcome.isAnswered else { return nil }
    let row = try store.row(
      view: ConductProjection.view, table: ConductProjection.callsTable,
      key: outcome.call.rawValue)
    guard let row else { return nil }
    return try StoreRowSource.decode(CallScoreRow.self, row)
  }

  /// What customers said when they were asked.
  func feedback(
    _ options: ReportOptions, _ details: ReportDetails
  ) throws(LogFailure) -> Report {
    var report = FeedbackReport(options: options, grouping: details.grouping)
    var outcomes = outcomes(options)
    try outcomes.forEach { report.add($0) }
    return report.report
  }

  /// Volumes, what is rising, or the seasonal profile.
  func trends(
    _ options: ReportOptions, _ details: ReportDetails
  ) throws(LogFailure) -> Result<Report, ReportFailure> {
    var report = TrendReport(
      options: options, details: details, now: Timestamp(milliseconds: clock()))
    var outcomes = outcomes(options)
    try outcomes.forEach { report.add($0) }
    return Result { () throws(ReportFailure) in try report.report() }
  }

  /// How many agents each queue would have needed, or a load that is named needs.
  func staffing(
    _ options: ReportOptions, _ details: ReportDetails
  ) throws(LogFailure) -> Result<Report, ReportFailure> {
    if let given = details.given {
      return Result { () throws(ReportFailure) in try given.report(details.target) }
    }
    var report = StaffingReport(options: options, target: details.target)
    // Visits count by the time of queueing, which may lie after that of arrival.
    var queued = options
    queued.cohort = .queued
    var visits = rows(VisitRow.self, "visits", queued)
    try visits.forEach { report.add($0) }
    var segments = rows(SegmentRow.self, "segments", queued)
    try segments.forEach { report.add($0) }
    return Result { () throws(ReportFailure) in try report.report() }
  }

  /// How good the estimates of waits were, by queue.
  func estimates(_ options: ReportOptions) throws(LogFailure) -> Report {
    var report = EstimateReport(options: options)
    let view = EstimatesProjection.view
    var rows = StoredRows<EstimateRow>(
      store, view: view, table: view, after: options.from.map { CohortKey.start(at: $0) },
      through: options.to.map { CohortKey.start(at: $0) })
    try rows.forEach { report.add($0) }
    return report.report
  }

  /// Hands out the outcomes of a range, and the verdicts on them, which later calls may change.
  func judge(
    _ options: ReportOptions, outcome body: (OutcomeRow) -> Void,
    verdict: (FirstContactJudge.Verdict) -> Void
  ) throws(LogFailure) {
    var judge = FirstContactJudge(now: Timestamp(milliseconds: clock()), merges: try merges())
    var outcomes = outcomes(options, more: FirstContactJudge.settlingMilliseconds)
    try outcomes.forEach { outcome in
      body(outcome)
      judge.add(outcome).forEach(verdict)
    }
    judge.finish().forEach(verdict)
  }

  /// In which record each merged customer's goes on.
  private func merges() throws(LogFailure) -> [CustomerID: CustomerID] {
    var merges: [CustomerID: CustomerID] = [:]
    let table = OutcomesProjection.mergesTable
    try store.forEachRow(view: OutcomesProjection.view, table: table) { row throws(LogFailure) in
      let merged = try StoreRowSource.decode(MergedCustomerRow.self, row.value)
      merges[CustomerID(row.key)] = merged.into
    }
    return merges
  }

  /// The outcomes of the calls of a range in the order of arrival, and those of some time after it.
  private func outcomes(
    _ options: ReportOptions, more milliseconds: Int64 = 0
  ) -> StoredRows<OutcomeRow> {
    var later = options
    later.to = options.to?.adding(milliseconds: milliseconds)
    let bounds = later.keyBounds
    return StoredRows(
      store, view: OutcomesProjection.view, table: OutcomesProjection.table, after: bounds.after,
      through: bounds.through)
  }
}
