/// Figures of a log since it was opened, and of its storage now.
public struct LogStatistics: Sendable, Equatable {
  /// Events appended since the log was opened.
  public var appendedEvents: UInt64 = 0
  /// Groups made durable since then; one sync each.
  public var groups: UInt64 = 0
  /// Time spent in those syncs (commits), in nanoseconds.
  public var syncNanoseconds: UInt64 = 0
  /// Time the writer spent on jobs and indexes, in nanoseconds.
  public var decideNanoseconds: UInt64 = 0
  public var indexNanoseconds: UInt64 = 0
  /// Jobs waiting for the writer now.
  public var queuedJobs: Int = 0
  /// Bytes of the log's pages in use, and the bound of its map.
  public var bytesUsed: UInt64 = 0
  public var bytesMax: UInt64 = 0
  /// Read transactions open now.
  public var readers: Int = 0

  public init() {}
}
