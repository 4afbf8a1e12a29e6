import CLMDB
import Glibc

/// Why LMDB did not do what it was asked, with what can be done about it.
package enum LMDBFailure: Error, Sendable, Equatable {
  /// The map is full: nothing was written. Open the environment with a larger one.
  case mapFull(String)
  /// The disk, or the quota, is full: nothing was written. Make room and try again.
  case diskFull(String)
  /// Every reader's slot is taken: raise `EnvironmentOptions.readersMax`, or end readers.
  case readersFull
  /// The file is not what was written. Restore a backup; what is in other files is not affected.
  case damaged(String)
  /// The file was made by another version of LMDB, or on another kind of machine.
  case incompatible(String)
  /// There is no such environment or table.
  case missing(String)
  /// The environment has been closed.
  case closed
  /// What the system says: rights, descriptors, memory.
  case system(code: Int32, String)

  /// - Parameters:
  ///   - code: what a function of the library returned.
  ///   - path: of the environment, for messages.
  init(code: Int32, path: String) {
    switch code {
    case MDB_MAP_FULL: self = .mapFull(path)
    case ENOSPC, EDQUOT, EFBIG: self = .diskFull(LMDBFailure.text(code))
    case MDB_READERS_FULL: self = .readersFull
    case MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_INVALID:
      self = .damaged("\(path): \(LMDBFailure.text(code))")
    case MDB_VERSION_MISMATCH, MDB_INCOMPATIBLE:
      self = .incompatible("\(path): \(LMDBFailure.text(code))")
    case ENOENT, MDB_NOTFOUND: self = .missing(path)
    default: self = .system(code: code, "\(path): \(LMDBFailure.text(code))")
    }
  }

  private static func text(_ code: Int32) -> String {
    // SAFETY: the library answers every code with a string that lives for ever.
    unsafe String(cString: mdb_strerror(code))
  }
}

/// Throws what a function of the library reports, if it reports anything.
@inline(__always)
func check(_ code: Int32, _ path: String) throws(LMDBFailure) {
  guard code == MDB_SUCCESS else { throw LMDBFailure(code: code, path: path) }
}
