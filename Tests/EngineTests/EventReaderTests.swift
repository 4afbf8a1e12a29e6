import ContactCenter
import Engine
import EventLog
import Testing

@Suite("Reading the log")
struct EventReaderTests {
  @Test("values of one field are alternatives, and all fields must hold")
  func filters() async throws {
    let fixture = try EngineFixture()
    _ = await fixture.submit([
      (call("1"), received), (call("1"), queued("sales")), (call("2"), received),
      (call("2"), queued("billing")), (call("3"), received), (call("3"), queued("sales")),
    ])
    let reader = fixture.engine.reader
    func positions(_ filter: EventFilter) throws -> [UInt64] {
      try reader.scan(after: 0, through: 6, filter: filter, countMax: 100).events.map(\.position)
    }
    #expect(try positions(EventFilter()) == [1, 2, 3, 4, 5, 6])
    #expect(try positions(EventFilter(types: ["call.queued"])) == [2, 4, 6])
    #expect(try positions(EventFilter(types: ["call.*"], queues: ["sales"])) == [2, 6])
    #expect(try positions(EventFilter(types: [], streams: ["call/1", "call/2"])) == [1, 2, 3, 4])
    #expect(
      try positions(EventFilter(types: ["call.received"], streams: ["call/3"])) == [5])
    #expect(try positions(EventFilter(types: ["agent.*"])).isEmpty)
    let scan = try reader.scan(
      after: 1, through: 6, filter: EventFilter(types: ["call.queued"]), countMax: 2)
    #expect(scan.events.map(\.position) == [2, 4])
    #expect(scan.scanned == 4)
    #expect(!scan.reachedEnd)
  }
}
