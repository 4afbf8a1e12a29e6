package import EventLog

/// A named place in the log that a service keeps here, to go on from there after a restart.
package struct Consumer: Sendable, Equatable {
  /// 1…128 bytes, none of control.
  package var name: String
  /// The name of the grant that made it: it is moved by that grant's tokens, and by operators.
  package var owner: String
  /// Everything up to here has been dealt with.
  package var cursor: Cursor
  /// How often it has been set, from 1: its entity tag.
  package var version: UInt64
  /// When it was set last: milliseconds since 1970.
  package var setAt: Int64
}

extension Consumer {
  /// Four fields, each ended by a zero byte; the name is the row's key.
  var stored: [UInt8] {
    var bytes: [UInt8] = []
    for field in [owner, cursor.description, String(version), String(setAt)] {
      bytes.append(contentsOf: field.utf8)
      bytes.append(0)
    }
    return bytes
  }

  init?(_ row: StoredRow) {
    let fields = row.value.split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard fields.count == 5, let cursor = Cursor(fields[1]), let version = UInt64(fields[2]),
      let time = Int64(fields[3])
    else { return nil }
    self.init(name: row.key, owner: fields[0], cursor: cursor, version: version, setAt: time)
  }
}
