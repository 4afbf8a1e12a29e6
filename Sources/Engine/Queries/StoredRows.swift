internal import ContactCenter
internal import EventLog

/// Walks over the rows of one stored table, decoded, page by page.
struct StoredRows<Row: ViewRow> {
  private static var pageRows: Int { 2_000 }

  private let store: any ViewReading
  private let view: String
  private let table: String
  private let through: String?
  private var last: String?
  private var page: ArraySlice<StoredRow> = []
  private var isAtEnd = false

  /// - Parameters:
  ///   - after: exclusive; nil starts at the first row.
  ///   - through: inclusive; nil ends at the last.
  init(
    _ store: any ViewReading, view: String, table: String, after: String? = nil,
    through: String? = nil
  ) {
    self.store = store
    self.view = view
    self.table = table
    self.through = through
    last = after
  }

  mutating func next() throws(LogFailure) -> Row? {
    if page.isEmpty, !isAtEnd {
      let rows = try store.rows(
        view: view, table: table, after: last, through: through, limit: Self.pageRows)
      isAtEnd = rows.count < Self.pageRows
      last = rows.last?.key ?? last
      page = rows[...]
    }
    guard let row = page.popFirst() else { return nil }
    return try StoreRowSource.decode(Row.self, row.value)
  }

  mutating func forEach(_ body: (Row) -> Void) throws(LogFailure) {
    while let row = try next() { body(row) }
  }
}
