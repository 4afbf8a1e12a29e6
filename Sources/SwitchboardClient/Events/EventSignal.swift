/// What a followed log says: its events, and the marks between them.
public enum EventSignal: Sendable {
  /// An event.
  case event(LoggedEvent)
  /// Everything up to here was sent or left out by the selection: resume from this cursor.
  case checkpoint(cursor: String)
  /// Everything that was there has been sent; what follows is new.
  case caughtUp(cursor: String)
  /// The reader was slower than the log: the server reads from its disk again. Nothing is missing.
  case fellBehind(head: UInt64)
  /// The server is alive: the position of its newest event, and its time as RFC 3339.
  case heartbeat(head: UInt64, time: String)
  /// A connection has been made.
  case connected
  /// The connection was lost and will be made again; the stream then resumes without a gap.
  case disconnected(Interruption)
}
