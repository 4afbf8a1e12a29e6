/// When something happened: its place in the log and its time by the source's clock.
package struct Moment: Sendable, Equatable {
  package var position: UInt64
  package var time: Timestamp

  package init(position: UInt64, time: Timestamp) {
    self.position = position
    self.time = time
  }

  package init(_ event: RecordedEvent) {
    self.init(position: event.position, time: event.time)
  }
}
