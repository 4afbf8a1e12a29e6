/// An event of the log as the domain sees it: what projections fold.
///
/// Personal fields are blank: folds never see them.
public struct RecordedEvent: Sendable, Equatable {
  /// Its place in the whole log, gapless from 1. Order is position, never a clock.
  public var position: UInt64
  /// Its place in its own stream, gapless from 1.
  public var version: UInt64
  public var stream: StreamName
  public var source: String
  public var id: String
  /// When it happened by the source's clock.
  public var time: Timestamp
  /// When it was recorded by the server's clock.
  public var recordedTime: Timestamp
  public var actor: Actor
  public var event: Event

  public init(
    position: UInt64, version: UInt64, stream: StreamName, source: String, id: String,
    time: Timestamp, recordedTime: Timestamp, actor: Actor, event: Event
  ) {
    self.position = position
    self.version = version
    self.stream = stream
    self.source = source
    self.id = id
    self.time = time
    self.recordedTime = recordedTime
    self.actor = actor
    self.event = event
  }
}
