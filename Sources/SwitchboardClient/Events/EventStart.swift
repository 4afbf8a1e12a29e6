/// Where a reader of the log begins.
public enum EventStart: Sendable, Equatable {
  /// With the first event.
  case beginning
  /// After the place of a cursor, as `LoggedEvent.cursor` and `EventSignal` name them.
  case cursor(String)
  /// After a position of the log as it is now.
  case position(UInt64)
  /// Where a named consumer stands; reading does not move it.
  case consumer(String)
}
