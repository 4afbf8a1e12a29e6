import ContactCenter

/// Imports a table of finished calls as it happened.
///
/// All events of all rows are put in order of time, and in causal order within a call, so that
/// every position of the log is a state that was. The table is read twice: once to find that order
/// and to set aside what no mapping explains, once to make the events. Both readings see the same
/// bytes, so two imports of one file are equal, ids included.
///
/// Memory: the file, about 100 bytes a row, 16 bytes an event. 10 million rows at most.
package struct CallTableImporter: Sendable {
  private let mapping: TableMapping
  private let source: String

  /// - Parameter source: the name of the log, or nil for the mapping's own. Under a name of its own
  ///   a call's id is prefixed by it, because two switches may use the same call ids.
  package init(mapping: TableMapping, source: String? = nil) {
    self.mapping = mapping
    self.source = source ?? mapping.source
  }

  /// Looks at the table's first line, so that nothing need be opened for a table that does not fit.
  package func check(_ bytes: [UInt8]) throws(Failure) {
    _ = try TableRows(bytes, mapping: mapping, source: source)
  }

  /// Imports the table into the sink.
  ///
  /// - Parameter progress: called now and then with the work done so far, from 0 to 1.
  /// - Throws: `Failure` before any event is handed on, or what the sink throws.
  package func run(
    _ bytes: [UInt8], into sink: inout some ImportSink, progress: (Double) -> Void = { _ in }
  ) async throws -> ImportSummary {
    var ledger = ImportLedger(source: source)
    var table = try TableRows(bytes, mapping: mapping, source: source)
    let plan = try table.plan(&ledger, progress: { progress($0 / 4) })
    try await ledger.deliver(to: &sink)
    var configured: Set<QueueID> = []
    var open: [UInt32: (events: [ImportedEvent], remaining: Int)] = [:]
    for (done, key) in plan.keys.enumerated() {
      if open[key.row] == nil {
        let events = table.events(of: plan.rows[Int(key.row)])
        open[key.row] = (events, events.count)
      }
      guard let event = open[key.row]?.events[Int(key.index)] else { continue }
      open[key.row]?.remaining -= 1
      if open[key.row]?.remaining == 0 { open[key.row] = nil }
      if let first = event.configurationOfNewQueue(&configured) { ledger.post(first) }
      ledger.post(event)
      if ledger.isFull {
        try await ledger.deliver(to: &sink)
        progress(0.25 + 0.75 * Double(done) / Double(plan.keys.count))
      }
    }
    try await ledger.deliver(to: &sink)
    progress(1)
    precondition(ledger.summary.isBalanced, "an import's lines do not add up")
    return ledger.summary
  }
}
