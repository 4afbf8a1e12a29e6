/// A place in the log, and when the latest of the events up to it happened.
///
/// Clocks of sources disagree, so events are not in the order of their times; the latest time so
/// far never steps back, and can be searched.
public struct TimeMark: Sendable, Equatable {
  public var position: UInt64
  /// Milliseconds since 1970; nil where there are no events.
  public var latest: Int64?

  /// Before the first event.
  public static let beginning = TimeMark(position: 0, latest: nil)

  public init(position: UInt64, latest: Int64?) {
    self.position = position
    self.latest = latest
  }
}
