/// A fold of the log into rows that people look at.
///
/// Everything a projection knows lives in its tables, so that its rows at a position are all that
/// is needed to go on from there: folding on from stored rows gives the same bytes as folding from
/// the first event. A fold is pure: no clock, no zone library, no randomness; what depends on
/// "today" uses the event's own time and the calendar that it was given.
///
/// The engine drives every projection in the same way:
///
/// 1. `init(calendar:)`; then `forEachTable` with a visitor that puts stored rows back (`restore`)
///    into tables that live in memory, and gives the others a `RowSource`; then `didRestore()`.
/// 2. `apply` for each event in the order of positions.
/// 3. `forEachTable` with a visitor that drains what has changed (`drain`), after each event or
///    after many: the last value of a row is the same.
/// 4. After a commit, `evict` in the same way, for tables that do not live in memory.
public protocol Projection: Sendable {
  /// The view's name in the store and in addresses: `queues`, `agents`, …
  static var view: String { get }

  /// Raised whenever the fold or the shape of a row changes, so that older rows are folded again.
  static var foldVersion: UInt32 { get }

  /// A projection of the empty log.
  init(calendar: CalendarDays)

  /// Folds one event. Events come in the order of positions, each once.
  mutating func apply(_ event: RecordedEvent)

  /// Presents every table, in the same order each time.
  mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure)

  /// Derives what is kept beside the tables, once stored rows have been put back.
  mutating func didRestore()
}

extension Projection {
  /// Nothing is kept beside the tables.
  public mutating func didRestore() {}
}
