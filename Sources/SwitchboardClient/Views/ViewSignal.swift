/// What a followed view says.
public enum ViewSignal: Sendable {
  /// A part of a snapshot. The first part replaces all rows that the reader holds; the snapshot is
  /// whole after the last one, and true of one moment at the next `caughtUp`.
  case snapshot([LiveRow], isFirst: Bool, isLast: Bool)
  /// A row has changed, or is gone.
  case row(LiveRow)
  /// The reader holds the whole view as of this cursor.
  case caughtUp(cursor: String)
  /// The place that was resumed from cannot be gone on from; a snapshot follows. Why, in words.
  case reset(reason: String)
  /// The server is alive: the position of its newest event, and its time as RFC 3339, by which
  /// waits and ages are told.
  case heartbeat(head: UInt64, time: String)
  /// A connection has been made.
  case connected
  /// The connection was lost and will be made again; the stream then resumes.
  case disconnected(Interruption)
}
