/// When something happened: its place in the log and its time by the source's clock.
public struct Moment: Sendable, Equatable {
  public var position: UInt64
  public var time: Timestamp

  public init(position: UInt64, time: Timestamp) {
    self.position = position
    self.time = time
  }

  public init(_ event: RecordedEvent) {
    self.init(position: event.position, time: event.time)
  }
}
