import CLMDB
import Glibc

extension Environment {
  /// Throws what a function that writes reports, if it reports anything.
  ///
  /// The library says EIO for a write that was cut short, whatever cut it short. The next write at
  /// the end of the file then says why, so one is tried; where it succeeds the file has a page of
  /// zeros more, which nothing refers to. To be called while a write transaction is open, so that
  /// nobody else writes there.
  func checkWrite(_ code: Int32) throws(LMDBFailure) {
    guard code == EIO else { return try check(code, path) }
    throw LMDBFailure(code: try growthFailure() ?? code, path: path)
  }

  /// Why the file does not grow, or nil where it does.
  ///
  /// - Parameter holding: a transaction that keeps other writers away meanwhile.
  func growthFailure(holding writing: consuming WriteTransaction) throws(LMDBFailure) -> Int32? {
    let failure = try growthFailure()
    writing.abort()
    return failure
  }

  private func growthFailure() throws(LMDBFailure) -> Int32? {
    let file = try descriptor()
    var status = stat()
    let zeros = [UInt8](repeating: 0, count: pageBytes)
    // SAFETY: `status` and `zeros` outlive the calls, and `zeros` has as many bytes as are written.
    guard unsafe fstat(file, &status) == 0,
      unsafe pwrite(file, zeros, zeros.count, Int(status.st_size)) < 0
    else { return nil }
    return errno
  }
}
