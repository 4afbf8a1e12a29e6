package import EventLog

/// Why nothing was granted or revoked.
package enum AccessRefusal: Error, Sendable, Equatable {
  /// The caller's: a token is granted under this name, and whoever has it would lose it.
  case nameTaken(String)
  /// The machine's.
  case failed(LogFailure)
}
