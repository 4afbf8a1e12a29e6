/// What became of every call: what the reports on whole calls, feedback and trends are made of.
///
/// Cost: two look-ups an event that says something about the outcome; the others are passed over.
public struct OutcomesProjection: Projection {
  public static let view = "outcomes"
  public static let foldVersion: UInt32 = 3
  /// The table of the outcomes, one row a call, in the order of `OutcomeRow.key`.
  public static let table = "outcomes"

  /// The table of the customers whose records went on in others, by the former.
  public static let mergesTable = "merged-customers"

  private var outcomes = RowTable<OutcomeRow>(table, .privateInStore)
  private var keys = RowTable<OutcomeKeyRow>("outcome-keys", .privateInStore)
  private var merges = RowTable<MergedCustomerRow>(mergesTable, .privateInStore)

  public init(calendar: CalendarDays) {}

  public mutating func apply(_ recorded: RecordedEvent) {
    if case .customer(.merged(let merged)) = recorded.event {
      merges.insert(MergedCustomerRow(into: merged.into), key: recorded.stream.id)
    }
    guard case .call(let event) = recorded.event else { return }
    let call = recorded.stream.id
    if recorded.version == 1 {
      var row = OutcomeRow(recorded)
      row.apply(event, at: recorded.time)
      keys.insert(OutcomeKeyRow(key: row.key), key: call)
      outcomes.insert(row, key: row.key)
      return
    }
    guard OutcomeRow.concerns(event), let key = keys.row(call)?.key else { return }
    outcomes.updateIfPresent(key) { $0.apply(event, at: recorded.time) }
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&outcomes)
    try visitor.visit(&keys)
    try visitor.visit(&merges)
  }
}
