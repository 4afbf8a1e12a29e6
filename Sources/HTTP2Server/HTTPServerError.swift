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

extension HTTPServerError: CustomStringConvertible {
  /// A clause for people.
  package var description: String {
    switch self {
    case .certificate(let detail): "the certificate cannot be used: \(detail)"
    case .bind(let address, let detail): "cannot listen on \(address): \(detail)"
    case .socketPathTooLong(let path, let byteCountMax):
      "cannot listen on \(path): a socket's path has at most \(byteCountMax) bytes"
    case .notStartable: "the server has been started before"
    }
  }
}
