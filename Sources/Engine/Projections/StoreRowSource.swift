internal import ContactCenter
internal import EventCodec
internal import EventLog
internal import Synchronization

/// Fetches the rows of large tables from the store while a fold runs.
///
/// A fold cannot fail in the middle of an event, so a read that fails is remembered and answered
/// with nil; `Fold.drain` throws it before anything that rests on it is committed.
final class StoreRowSource: RowSource {
  private let store: any ViewReading
  private let view: String
  private let firstFailure = Mutex<LogFailure?>(nil)

  init(store: any ViewReading, view: String) {
    self.store = store
    self.view = view
  }

  var failure: LogFailure? {
    firstFailure.withLock { $0 }
  }

  func row<Row: ViewRow>(_ type: Row.Type, table: String, key: String) -> Row? {
    do {
      guard let bytes = try store.row(view: view, table: table, key: key) else { return nil }
      return try Self.decode(type, bytes)
    } catch {
      firstFailure.withLock { if $0 == nil { $0 = error } }
      return nil
    }
  }

  /// - Throws: `LogFailure.unavailable` for bytes that are not such a row: the view needs a
  ///   rebuild.
  static func decode<Row: Payload>(
    _ type: Row.Type, _ bytes: [UInt8]
  ) throws(LogFailure) -> Row {
    do {
      return try RowCodec.decode(type, from: bytes)
    } catch {
      throw .unavailable("a stored row of \(type) cannot be read: rebuild its view")
    }
  }
}
