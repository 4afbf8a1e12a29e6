/// Figures of a log since it was opened, and of its storage now.
package struct LogStatistics: Sendable, Equatable {
  /// Events appended since the log was opened.
  package var appendedEvents: UInt64 = 0
  /// Groups made durable since then; one sync each.
  package var groups: UInt64 = 0
  /// Time spent in those syncs (commits), in nanoseconds.
  package var syncNanoseconds: UInt64 = 0
  /// Time the writer spent on jobs and indexes, in nanoseconds.
  package var decideNanoseconds: UInt64 = 0
  package var indexNanoseconds: UInt64 = 0
  /// Jobs waiting for the writer now.
  package var queuedJobs: Int = 0
  /// Bytes of the log's pages in use, and the bound of its map.
  package var bytesUsed: UInt64 = 0
  package var bytesMax: UInt64 = 0
  /// Read transactions open now.
  package var readers: Int = 0

  package init() {}
}
