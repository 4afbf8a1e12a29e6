/// Where a named consumer stands, as the server keeps it.
public struct ConsumerCheckpoint: Sendable, Equatable, Codable {
  /// The consumer's name.
  public let name: String
  /// The name of the token that made it.
  public let owner: String
  /// Everything up to here has been dealt with.
  public let cursor: String
  /// The cursor's position.
  public let position: UInt64
  /// Events after it; nil where it stands in an earlier life of the log.
  public let lagEvents: UInt64?
  /// How often it was set: for `ExpectedStream.version`.
  public let version: UInt64
  /// When it was set last, as RFC 3339.
  public let setAt: String
}
