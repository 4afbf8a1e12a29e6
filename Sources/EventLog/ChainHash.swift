/// 32 bytes that stand for an event and everything before it.
public struct ChainHash: Sendable, Equatable, Hashable {
  /// Exactly 32 bytes.
  public let bytes: [UInt8]

  /// - Parameter bytes: exactly 32.
  public init(bytes: [UInt8]) {
    precondition(bytes.count == ChainHash.byteCount, "a chain hash has 32 bytes")
    self.bytes = bytes
  }

  public static let byteCount = 32
  /// What the first event of a log is chained to.
  public static let zero = ChainHash(bytes: [UInt8](repeating: 0, count: byteCount))
}

/// Hashes the previous hash followed by an event's bytes.
///
/// A value that is given in, because `EventLog` imports nothing: SHA-256 where events are kept.
public typealias ChainFunction =
  @Sendable (_ previous: ChainHash, _ event: ArraySlice<UInt8>) -> ChainHash
