/// Rows of views as they are read: those of now, or those of a moment of the past.
public protocol ViewReading: Sendable {
  /// The position up to which a view has been folded and the version of its fold; nil for none.
  func checkpoint(ofView view: String) throws(LogFailure) -> ViewCheckpoint?

  /// One row as it was stored, or nil.
  func row(view: String, table: String, key: String) throws(LogFailure) -> [UInt8]?

  /// Rows in the order of their keys' bytes.
  ///
  /// - Parameters:
  ///   - key: exclusive; nil starts at the first row.
  ///   - through: inclusive upper bound of the keys; nil for none.
  func rows(
    view: String, table: String, after key: String?, through: String?, limit: Int
  ) throws(LogFailure) -> [StoredRow]

  /// Rows likewise, of as many keys as can be looked at in bounded time.
  func scan(
    view: String, table: String, after key: String?, limit: Int
  ) throws(LogFailure) -> RowScan
}

extension ViewReading {
  /// A page of rows: where every key has one, nothing is looked at in vain.
  public func scan(
    view: String, table: String, after key: String?, limit: Int
  ) throws(LogFailure) -> RowScan {
    let rows = try rows(view: view, table: table, after: key, through: nil, limit: limit)
    return RowScan(rows: rows, scannedThrough: rows.count < limit ? nil : rows.last?.key)
  }
}

/// What a bounded look at a table found.
public struct RowScan: Sendable, Equatable {
  public var rows: [StoredRow]
  /// The last key that was looked at, to go on after; nil where the table has ended.
  public var scannedThrough: String?

  public init(rows: [StoredRow], scannedThrough: String?) {
    self.rows = rows
    self.scannedThrough = scannedThrough
  }
}

/// The rows of one view as they were at a snapshot.
///
/// They stay what they are while the view goes on; but they are gone when the view is removed, or
/// another one takes its place.
public protocol PastRows: ViewReading {
  /// Whether everything read so far was of one and the same view.
  func isIntact() throws(LogFailure) -> Bool
}

/// The views of a log without events.
public struct NoRows: PastRows {
  public init() {}

  public func checkpoint(ofView view: String) throws(LogFailure) -> ViewCheckpoint? { nil }

  public func row(view: String, table: String, key: String) throws(LogFailure) -> [UInt8]? { nil }

  public func rows(
    view: String, table: String, after key: String?, through: String?, limit: Int
  ) throws(LogFailure) -> [StoredRow] { [] }

  public func isIntact() throws(LogFailure) -> Bool { true }
}
