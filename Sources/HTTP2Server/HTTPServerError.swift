/// Why a server could not start.
package enum HTTPServerError: Error, Sendable, Equatable {
  /// The certificate chain or key cannot be read or do not fit together.
  case certificate(detail: String)
  /// The address cannot be bound: in use, not ours, or not allowed.
  case bind(address: String, detail: String)
  /// The path of a Unix socket is longer than the system allows (107 bytes on Linux).
  case socketPathTooLong(path: String, byteCountMax: Int)
  /// `start()` was called twice, or after `shutdown(grace:)`.
  case notStartable
}
