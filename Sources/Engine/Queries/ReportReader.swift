internal import ContactCenter
internal import EventCodec
package import EventLog
package import Reports

/// Makes reports from stored views, row by row: their memory does not grow with the calls, but
/// where a report says so.
package struct ReportReader: Sendable {
  let store: any ViewReading
  /// The wall clock: whether seven days have passed, which day is not over.
  let clock: @Sendable () -> Int64
  private let latest: @Sendable () throws(LogFailure) -> Int64?

  /// - Parameters:
  ///   - clock: milliseconds since 1970.
  ///   - latest: when the latest event of the log happened, in milliseconds since 1970; nil before
  ///     the first.
  package init(
    store: any ViewReading, clock: @escaping @Sendable () -> Int64,
    latest: @escaping @Sendable () throws(LogFailure) -> Int64?
  ) {
    self.store = store
    self.clock = clock
    self.latest = latest
  }

  /// The report on a subject.
  package func report(
    _ subject: ReportSubject, _ options: ReportOptions, _ details: ReportDetails
  ) throws(ReportReadFailure) -> Report {
    let made: Result<Report, ReportFailure>
    do throws(LogFailure) {
      switch subject {
      case .queues: made = .success(try queues(options))
      case .agents: made = .success(try agents(options))
      case .contacts: made = .success(try contacts(options, details))
      case .feedback: made = .success(try feedback(options, details))
      case .trends: made = try trends(options, details)
      case .staffing: made = try staffing(options, details)
      case .estimates: made = .success(try estimates(options))
      }
    } catch {
      throw .log(error)
    }
    switch made {
    case .success(let report): return report
    case .failure(let failure): throw .asked(failure)
    }
  }

  /// Queue visits by queue: offered, answered, abandoned, service levels, waits, and what became of
  /// the calls.
  package func queues(_ options: ReportOptions) throws(LogFailure) -> Report {
    var report = QueueReport(options: options, standards: try standards())
    var visits = rows(VisitRow.self, "visits", options)
    try visits.forEach { report.add($0) }
    var segments = rows(SegmentRow.self, "segments", options)
    try segments.forEach { report.add($0) }
    try judge(options) {
      report.add($0)
    } verdict: {
      report.add($0)
    }
    return report.report
  }

  /// Handled segments and working time by agent.
  package func agents(_ options: ReportOptions) throws(LogFailure) -> Report {
    let latest = Timestamp(milliseconds: try latest() ?? .min)
    var report = AgentReport(options: options, latest: latest)
    // Who was on a call when the range began took it before: no call lasts longer than a day.
    var wider = options
    wider.from = options.from?.adding(milliseconds: -Self.dayMilliseconds)
    var segments = rows(SegmentRow.self, "segments", wider)
    try segments.forEach { report.add($0) }
    try judge(options) {
      report.add($0)
    } verdict: {
      report.add($0)
    }
    try addTimes(to: &report, options)
    return report.report
  }

  static let dayMilliseconds: Int64 = 25 * 3_600_000

  /// The rows of the view of visits that a report needs.
  func rows<Row: ViewRow>(
    _ type: Row.Type, _ table: String, _ options: ReportOptions
  ) -> StoredRows<Row> {
    let bounds = options.keyBounds
    return StoredRows(
      store, view: VisitsProjection.view, table: table, after: bounds.after,
      through: bounds.through)
  }

  private func standards() throws(LogFailure) -> [QueueID: ServiceStandard] {
    var standards: [QueueID: ServiceStandard] = [:]
    var queues = StoredRows<QueueRow>(
      store, view: QueuesProjection.view, table: QueuesProjection.view)
    try queues.forEach { standards[$0.queue] = $0.standard }
    return standards
  }

  private func addTimes(
    to report: inout AgentReport, _ options: ReportOptions
  ) throws(LogFailure) {
    let view = WorkingTimesProjection.view
    let through = options.to.map { CohortKey.start(at: $0) }
    var spans = StoredRows<WorkingSpanRow>(
      store, view: view, table: WorkingTimesProjection.spansTable,
      after: Self.start(options.from, less: WorkingTimesProjection.longMilliseconds),
      through: through)
    try spans.forEach { report.add($0) }
    // What began long before the range: over by now, or lasting still.
    var long = StoredRows<WorkingSpanRow>(
      store, view: view, table: WorkingTimesProjection.longSpansTable, through: through)
    try long.forEach { report.add($0) }
    var open = StoredRows<OpenWorkRow>(
      store, view: view, table: WorkingTimesProjection.openTable)
    try open.forEach { row in
      for span in [row.session, row.presence].compactMap(\.self) { report.add(span) }
    }
    var shifts = StoredRows<ShiftRow>(
      store, view: view, table: WorkingTimesProjection.shiftsTable,
      after: Self.start(options.from, less: Self.dayMilliseconds), through: through)
    try shifts.forEach { report.add($0) }
  }

  private static func start(_ time: Timestamp?, less milliseconds: Int64) -> String? {
    time.map { CohortKey.start(at: $0.adding(milliseconds: -milliseconds)) }
  }
}
