package import Foundation
import Synchronization

/// What a process writes, cut into messages.
package enum PipeMessages {
  /// The messages that arrive on a pipe, each without the byte that ends it. What follows the last
  /// such byte is dropped.
  package static func stream(
    from output: FileHandle, endingIn separator: UInt8
  ) -> AsyncStream<Data> {
    AsyncStream { continuation in
      let rest = PipeRest(separator: separator)
      output.readabilityHandler = { handle in
        let bytes = handle.availableData
        guard !bytes.isEmpty else {
          handle.readabilityHandler = nil
          continuation.finish()
          return
        }
        for message in rest.add(bytes) { continuation.yield(message) }
      }
    }
  }
}

/// The bytes of a pipe that do not make a whole message yet.
private final class PipeRest: Sendable {
  private let separator: UInt8
  private let bytes = Mutex(Data())

  init(separator: UInt8) {
    self.separator = separator
  }

  /// The messages that `more` completes.
  func add(_ more: Data) -> [Data] {
    bytes.withLock { rest in
      rest.append(more)
      var parts = rest.split(separator: separator, omittingEmptySubsequences: false)
      rest = parts.popLast().map { Data($0) } ?? Data()
      return parts.map { Data($0) }
    }
  }
}
