internal import ContactCenter
internal import EventCodec
internal import EventLog

/// A projection being driven over the log, without its type: restore, apply, drain.
protocol Fold: Sendable {
  /// The view's name.
  var view: String { get }
  /// The names of all tables, the fold's own notes included.
  var tables: [String] { get }
  /// The names of the tables that readers see, and whether each is held in memory.
  var publishedTables: [(name: String, isResident: Bool)] { get }
  /// The names of the tables that are small, and held in memory whole.
  var residentTables: [String] { get }
  var foldVersion: UInt32 { get }
  /// The position of the last event that was applied.
  var position: UInt64 { get }

  /// Takes up the rows stored under a name, which may be that of a rebuild under way.
  mutating func restore(from store: any ViewReading, storedAs name: String) throws(LogFailure)
  /// Applies events in the order of positions, without those up to `position`.
  ///
  /// Many at a time: a fold that has its code and its rows at hand takes less for each.
  mutating func apply(_ events: [RecordedEvent])
  /// The rows changed since the last call, encoded.
  mutating func drain() throws(LogFailure) -> [RowChange]
  /// Forgets rows that the store has.
  mutating func evict()
  /// A fold of nothing, of the same projection.
  func blank() -> any Fold
}

/// The fold of one projection.
///
/// A value behind `any Fold` is driven by unspecialized code, which pays for a generic call with
/// every field of every row; the methods on the hot path are therefore compiled for the busiest
/// projections by name.
struct ProjectionFold<Folded: Projection>: Fold {
  /// Rows of large tables that are kept in memory between commits.
  private static var cachedRowsMax: Int { 20_000 }

  let publishedTables: [(name: String, isResident: Bool)]
  let tables: [String]
  let residentTables: [String]

  private let calendar: CalendarDays
  private var projection: Folded
  private var source: StoreRowSource?
  private(set) var position: UInt64 = 0

  init(calendar: CalendarDays) {
    self.calendar = calendar
    projection = Folded(calendar: calendar)
    var visitor = TableNames()
    projection.forEachTable(&visitor)
    (publishedTables, tables, residentTables) =
      (visitor.published, visitor.names, visitor.residentNames)
  }

  var view: String { Folded.view }
  var foldVersion: UInt32 { Folded.foldVersion }

  func blank() -> any Fold { ProjectionFold(calendar: calendar) }

  mutating func restore(from store: any ViewReading, storedAs name: String) throws(LogFailure) {
    let source = StoreRowSource(store: store, view: name)
    var visitor = RestoringVisitor(store: store, view: name, source: source)
    projection = Folded(calendar: calendar)
    try projection.forEachTable(&visitor)
    projection.didRestore()
    self.source = source
    position = try store.checkpoint(ofView: name)?.position ?? 0
  }

  @_specialize(where Folded == QueuesProjection)
  @_specialize(where Folded == AgentsProjection)
  @_specialize(where Folded == CallsProjection)
  @_specialize(where Folded == CustomersProjection)
  @_specialize(where Folded == VisitsProjection)
  @_specialize(where Folded == OutcomesProjection)
  @_specialize(where Folded == ConductProjection)
  @_specialize(where Folded == DeadlinesProjection)
  @_specialize(where Folded == WorkingTimesProjection)
  @_specialize(where Folded == RoutingProjection)
  @_specialize(where Folded == EstimatesProjection)
  @_specialize(where Folded == CasesProjection)
  mutating func apply(_ events: [RecordedEvent]) {
    for event in events where event.position > position {
      projection.apply(event)
      position = event.position
    }
  }

  @_specialize(where Folded == QueuesProjection)
  @_specialize(where Folded == AgentsProjection)
  @_specialize(where Folded == CallsProjection)
  @_specialize(where Folded == CustomersProjection)
  @_specialize(where Folded == VisitsProjection)
  @_specialize(where Folded == OutcomesProjection)
  @_specialize(where Folded == ConductProjection)
  @_specialize(where Folded == DeadlinesProjection)
  @_specialize(where Folded == WorkingTimesProjection)
  @_specialize(where Folded == RoutingProjection)
  @_specialize(where Folded == EstimatesProjection)
  @_specialize(where Folded == CasesProjection)
  mutating func drain() throws(LogFailure) -> [RowChange] {
    if let failure = source?.failure { throw failure }
    var visitor = DrainingVisitor()
    projection.forEachTable(&visitor)
    return visitor.changes
  }

  @_specialize(where Folded == QueuesProjection)
  @_specialize(where Folded == AgentsProjection)
  @_specialize(where Folded == CallsProjection)
  @_specialize(where Folded == CustomersProjection)
  @_specialize(where Folded == VisitsProjection)
  @_specialize(where Folded == OutcomesProjection)
  @_specialize(where Folded == ConductProjection)
  @_specialize(where Folded == DeadlinesProjection)
  @_specialize(where Folded == WorkingTimesProjection)
  @_specialize(where Folded == RoutingProjection)
  @_specialize(where Folded == EstimatesProjection)
  @_specialize(where Folded == CasesProjection)
  mutating func evict() {
    var visitor = EvictingVisitor(limit: Self.cachedRowsMax)
    projection.forEachTable(&visitor)
  }
}

private struct TableNames: TableVisitor {
  var names: [String] = []
  var residentNames: [String] = []
  var published: [(name: String, isResident: Bool)] = []

  mutating func visit<Row: ViewRow>(_ table: inout RowTable<Row>) throws(Never) {
    names.append(table.name)
    if table.traits.isResident { residentNames.append(table.name) }
    if table.traits.isPublished { published.append((table.name, table.traits.isResident)) }
  }
}

private struct RestoringVisitor: TableVisitor {
  let store: any ViewReading
  let view: String
  let source: StoreRowSource

  mutating func visit<Row: ViewRow>(_ table: inout RowTable<Row>) throws(LogFailure) {
    guard table.traits.isResident else {
      table.source = source
      return
    }
    try store.forEachRow(view: view, table: table.name) { stored throws(LogFailure) in
      table.restore(try StoreRowSource.decode(Row.self, stored.value), key: stored.key)
    }
  }
}

private struct DrainingVisitor: TableVisitor {
  var changes: [RowChange] = []

  mutating func visit<Row: ViewRow>(_ table: inout RowTable<Row>) throws(Never) {
    let name = table.name
    changes.reserveCapacity(changes.count + table.changedCount)
    table.drain { (key, row) throws(Never) in
      changes.append(RowChange(table: name, key: key, value: RowCodec.encode(lent: &row)))
    } removed: { (key) throws(Never) in
      changes.append(RowChange(table: name, key: key, value: nil))
    }
  }
}

private struct EvictingVisitor: TableVisitor {
  let limit: Int

  mutating func visit<Row: ViewRow>(_ table: inout RowTable<Row>) throws(Never) {
    table.evict(keepingAtMost: limit)
  }
}
