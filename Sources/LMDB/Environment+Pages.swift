import CLMDB
import Glibc

/// A page that is not what was written.
package struct PageDamage: Sendable, Equatable {
  /// The table whose page it is; empty for the library's own.
  package var table: String
  /// The last key of the table that was found whole.
  package var lastKey: [UInt8]
  package var reason: String
}

extension Environment {
  /// Looks at every page of the last commit, and finds those that the library could not be trusted
  /// to follow. What rows contain is not looked at.
  ///
  /// - Returns: the first damage, or nil.
  /// - Cost: reads the file, or what `extent` says of it; runs beside readers and the writer.
  package func findPageDamage(
    _ extent: PageExtent = .all
  ) throws(LMDBFailure) -> PageDamage? {
    // The commit can be overtaken twice between the two steps of an attempt, hardly ever in all.
    for _ in 0..<100 {
      let reading = try beginReading()
      let file = try descriptor()
      guard let meta = try lastMeta(in: reading, file) else { continue }
      let pageBytes = pageBytes
      var walk = PageWalk(
        pageBytes: pageBytes, lastPage: meta.little64(at: 120), extent: extent
      ) { number throws(LMDBFailure) in
        try self.readFile(file, at: Int(number) * pageBytes, count: pageBytes)
      }
      do {
        try walk.walk(table: Array(meta[24..<72]), keyOrder: .numbers)
        try walk.walk(table: Array(meta[72..<120]))
        return nil
      } catch let damage as PageWalk.Damage {
        return PageDamage(
          table: String(decoding: walk.tableName, as: UTF8.self), lastKey: walk.lastKey,
          reason: damage.reason)
      } catch let failure as LMDBFailure {
        throw failure
      } catch {
        throw .damaged("\(path): \(error)")
      }
    }
    throw .system(code: EAGAIN, "\(path): commits overtake the check of the pages")
  }

  /// The meta page's content of the commit that a transaction sees, unless it has been overtaken.
  private func lastMeta(
    in reading: borrowing ReadTransaction, _ file: Int32
  ) throws(LMDBFailure) -> [UInt8]? {
    // SAFETY: the transaction lives.
    let commit = unsafe UInt64(mdb_txn_id(reading.handle))
    for page in 0...1 {
      let bytes = try readFile(file, at: page * pageBytes, count: pageBytes)
      guard bytes.count == pageBytes else { continue }
      let meta = Array(bytes[16..<160])
      if meta.little64(at: 128) == commit { return meta }
    }
    return nil
  }
}
