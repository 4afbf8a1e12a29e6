internal import ContactCenter
internal import EventCodec
package import EventLog
package import Reports

/// Makes reports from the stored visits and segments, row by row, in constant memory.
package struct ReportReader: Sendable {
  private let store: any ViewStore

  package init(store: any ViewStore) {
    self.store = store
  }

  /// Queue visits by queue: offered, answered, abandoned, service levels, waits.
  package func queues(_ options: ReportOptions) throws(LogFailure) -> Report {
    var report = QueueReport(options: options, standards: try standards())
    try forEach(VisitRow.self, "visits", options) { report.add($0) }
    try forEach(SegmentRow.self, "segments", options) { report.add($0) }
    return report.report
  }

  /// Handled segments by agent.
  package func agents(_ options: ReportOptions) throws(LogFailure) -> Report {
    var report = AgentReport(options: options)
    try forEach(SegmentRow.self, "segments", options) { report.add($0) }
    return report.report
  }

  private func standards() throws(LogFailure) -> [QueueID: ServiceStandard] {
    var standards: [QueueID: ServiceStandard] = [:]
    try store.forEachRow(view: QueuesProjection.view, table: QueuesProjection.view) {
      (stored) throws(LogFailure) in
      let row = try StoreRowSource.decode(QueueRow.self, stored.value)
      standards[row.queue] = row.standard
    }
    return standards
  }

  private func forEach<Row: ViewRow>(
    _ type: Row.Type, _ table: String, _ options: ReportOptions, _ body: (Row) -> Void
  ) throws(LogFailure) {
    let bounds = options.keyBounds
    try store.forEachRow(
      view: VisitsProjection.view, table: table, after: bounds.after, through: bounds.through
    ) { (stored) throws(LogFailure) in
      body(try StoreRowSource.decode(type, stored.value))
    }
  }
}
