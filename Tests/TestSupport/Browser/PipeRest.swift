import Foundation
import Synchronization

/// The bytes of a pipe that do not make a whole message yet.
final class PipeRest: Sendable {
  private let bytes = Mutex(Data())

  /// The messages that `more` completes, without their zero bytes.
  func add(_ more: Data) -> [Data] {
    bytes.withLock { rest in
      rest.append(more)
      var parts = rest.split(separator: 0, omittingEmptySubsequences: false)
      rest = parts.popLast().map { Data($0) } ?? Data()
      return parts.map { Data($0) }
    }
  }
}
