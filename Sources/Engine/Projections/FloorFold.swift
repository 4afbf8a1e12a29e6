internal import ContactCenter
internal import EventCodec
internal import EventLog

/// The agents on the floor, stored as desks: what the writer starts from, so that a start needs no
/// replay of the whole log.
struct FloorFold: Fold {
  static let view = "floor"
  private static let table = "desks"

  private var floor = Floor()
  private(set) var position: UInt64 = 0

  var view: String { Self.view }
  var tables: [String] { [Self.table] }
  var residentTables: [String] { [Self.table] }
  var publishedTables: [(name: String, isResident: Bool)] { [] }
  var foldVersion: UInt32 { 1 }

  /// The floor as it is stored, and the position up to which it has been folded.
  static func stored(
    in store: any ViewReading, as name: String = view
  ) throws(LogFailure) -> (floor: Floor, position: UInt64) {
    while true {
      let before = try store.checkpoint(ofView: name)
      let rows = try store.rows(
        view: name, table: table, after: nil, through: nil, limit: .max)
      guard try store.checkpoint(ofView: name) == before else { continue }
      var desks: [AgentDesk] = []
      for row in rows { desks.append(try StoreRowSource.decode(AgentDesk.self, row.value)) }
      return (Floor(desks: desks), before?.position ?? 0)
    }
  }

  mutating func restore(from store: any ViewReading, storedAs name: String) throws(LogFailure) {
    (floor, position) = try Self.stored(in: store, as: name)
  }

  mutating func apply(_ events: [RecordedEvent]) {
    for event in events where event.position > position {
      floor.apply(event.event, of: event.stream, at: event.time)
      position = event.position
    }
  }

  mutating func drain() throws(LogFailure) -> [RowChange] {
    floor.takeChanged().map { desk in
      RowChange(table: Self.table, key: desk.agent.rawValue, value: RowCodec.encode(desk))
    }
  }

  mutating func evict() {}

  func blank() -> any Fold { FloorFold() }
}
