/// Checks a log from end to end: checksums, the chain, positions, and that its indexes agree.
public protocol LogVerifier: Sendable {
  /// Reads and recomputes everything after a position. Runs beside readers and the writer.
  ///
  /// - Parameters:
  ///   - position: exclusive; 0 verifies the whole log. The chain hash of the event at this
  ///     position is taken as given.
  ///   - progress: called now and then with the position reached and the head; false ends the work.
  /// - Returns: the last position verified and its chain hash.
  /// - Throws: `LogFailure.damaged` with the first damaged position and what is wrong there.
  func verify(
    after position: UInt64, progress: (_ position: UInt64, _ head: UInt64) -> Bool
  ) throws(LogFailure) -> VerifiedLog
}

/// What a verification has found whole.
public struct VerifiedLog: Sendable, Equatable {
  /// The last position that was verified.
  public var position: UInt64
  /// The chain hash there: two logs that agree in it agree in everything before.
  public var chain: ChainHash

  public init(position: UInt64, chain: ChainHash) {
    self.position = position
    self.chain = chain
  }
}
