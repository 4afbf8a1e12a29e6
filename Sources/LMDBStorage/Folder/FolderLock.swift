import Glibc
import Synchronization

/// The right to write to a data folder: at most one process has it.
///
/// A lock on an open file (`flock`), so it ends with the process, however that ends, if not with
/// `release` before.
final class FolderLock: Sendable {
  private let descriptor: Atomic<Int32>

  /// - Throws: `StorageFailure.served` where another process, or another opening, holds it.
  init(folder: String) throws(StorageFailure) {
    let path = folder + "/lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .unavailable("\(path): \(String(cString: strerror(errno)))")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      guard code == EWOULDBLOCK else {
        throw .unavailable("\(path): \(String(cString: strerror(code)))")
      }
      throw .served(folder: folder)
    }
    self.descriptor = Atomic(descriptor)
  }

  deinit {
    release()
  }

  /// Lets another process in. Twice is no error.
  func release() {
    let held = descriptor.exchange(-1, ordering: .sequentiallyConsistent)
    if held >= 0 { close(held) }
  }
}
