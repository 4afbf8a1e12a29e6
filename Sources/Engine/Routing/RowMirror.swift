internal import ContactCenter
internal import EventLog

/// The decoded rows of a small view, brought up to date by what has changed.
struct RowMirror<Key: Identifier, Row: ViewRow>: Sendable {
  let view: String
  private(set) var rows: [Key: Row] = [:]
  private var position: UInt64 = 0
  /// Nil until the rows have been read once.
  private var generation: UInt64?

  init(_ view: String) {
    self.view = view
  }

  /// Takes over what has changed.
  ///
  /// - Returns: the position of which the rows now are.
  mutating func refresh(from views: ViewFeed) throws(LogFailure) -> UInt64 {
    if let generation,
      case .rows(let changes, let through, _) = views.changes(
        view: view, since: position, generation: generation)
    {
      for change in changes {
        rows[Key(change.key)] = try change.value.map { value throws(LogFailure) in
          try StoreRowSource.decode(Row.self, value)
        }
      }
      position = through
      return through
    }
    let page = try views.page(view: view, after: nil, limit: .max)
    rows.removeAll(keepingCapacity: true)
    for stored in page.rows {
      rows[Key(stored.key)] = try StoreRowSource.decode(Row.self, stored.value)
    }
    position = page.position
    generation = page.generation
    return position
  }
}
