import ContactCenter
import TestSupport

/// Events told to a projection one after the other, each a second after the one before.
struct ConductStory<Folded: Projection> {
  private var projection = Folded(calendar: .utc)
  private var store = ProjectionStore()
  private var versions: [StreamName: UInt64] = [:]
  private(set) var position: UInt64 = 0
  /// A Thursday, 2025-10-09.
  private(set) var time = Timestamp(milliseconds: 1_760_000_000_000)

  mutating func wait(seconds: Int64) { time = time.adding(milliseconds: seconds * 1_000) }

  /// - Returns: the event's position.
  @discardableResult
  mutating func tell(_ event: Event, of stream: StreamName, by actor: Actor = .house) -> Int64 {
    position += 1
    time = time.adding(milliseconds: 1_000)
    versions[stream, default: 0] += 1
    projection.apply(
      RecordedEvent(
        position: position, version: versions[stream] ?? 1, stream: stream, source: "test",
        id: "\(position)", time: time, recordedTime: time, actor: actor, event: event))
    return Int64(position)
  }

  @discardableResult
  mutating func tell(_ event: CallEvent, call: String = "c1", by actor: Actor = .house) -> Int64 {
    tell(.call(event), of: StreamName(.call, call), by: actor)
  }

  mutating func rows<Row: ViewRow>(_ table: String, _ type: Row.Type) -> [Row] {
    store.drain(&projection)
    store.refreshSource(of: &projection)
    return store.rows(table, type)
  }
}
