import Engine
import EventLog
import NIOCore
import TestSupport
import Testing

@testable import API

@Suite("The ring of newest events")
struct EventRingTests {
  /// A log of `count` events of one type, every third in queue "a".
  private func log(_ count: Int) throws -> InMemoryEventLog {
    let log = InMemoryEventLog()
    for number in 1...count {
      let event = NewEvent(
        stream: "call/\(number)", type: "call.received", source: "t", id: "\(number)", time: 0,
        queue: number % 3 == 0 ? "a" : "b", fingerprint: Fingerprint(high: 0, low: 0),
        wire: Array("\"n\":\(number)}".utf8))
      log.submit(
        ClosureJob { transaction throws(LogFailure) in
          _ = try transaction.appendUnchecked([event])
        })
    }
    try #require(log.head == UInt64(count))
    return log
  }

  /// A segment whose blocks are `<position>;`.
  private func segment(_ log: InMemoryEventLog, _ range: ClosedRange<UInt64>) throws -> RingSegment
  {
    var text = ""
    var ends: [Int] = []
    var events: [StoredEvent] = []
    for position in range {
      text += "\(position);"
      ends.append(text.utf8.count)
      events.append(try #require(try log.event(at: position)))
    }
    return RingSegment(events: events, bytes: ByteBuffer(string: text), ends: ends)
  }

  private func text(
    _ ring: EventRing, after position: UInt64, upTo byteCount: Int = 1_000
  ) -> String? {
    ring.segment(after: position)?.slice(after: position, upTo: byteCount).map {
      String(buffer: $0.bytes)
    }
  }

  @Test("a slice holds as many whole events as fit, and one where none fits")
  func slices() throws {
    let log = try log(12)
    let ring = EventRing(startingAfter: 0, bytesMax: 1 << 20)
    ring.append(try segment(log, 1...12))
    #expect(text(ring, after: 0) == "1;2;3;4;5;6;7;8;9;10;11;12;")
    #expect(text(ring, after: 9) == "10;11;12;")
    #expect(text(ring, after: 0, upTo: 5) == "1;2;")
    #expect(text(ring, after: 9, upTo: 1) == "10;")
    #expect(text(ring, after: 12) == nil)
    let bounded = try #require(ring.segment(after: 2)).slice(after: 2, upTo: 99, through: 4)
    #expect(bounded?.last == 4)
  }

  @Test("small segments are joined, so that who is a little behind gets one slice")
  func joins() throws {
    let log = try log(6)
    let ring = EventRing(startingAfter: 0, bytesMax: 1 << 20)
    for position in UInt64(1)...6 { ring.append(try segment(log, position...position)) }
    #expect(text(ring, after: 0) == "1;2;3;4;5;6;")
    #expect(ring.coverage == EventRing.Coverage(floor: 0, end: 6))
  }

  @Test("the oldest events leave when the bound is reached, and the coverage says so")
  func bound() throws {
    let log = try log(3)
    let large = EventRing.joinBytes
    func segment(ofOne position: UInt64) throws -> RingSegment {
      RingSegment(
        events: [try #require(try log.event(at: position))],
        bytes: ByteBuffer(repeating: 0x61, count: large), ends: [large])
    }
    let ring = EventRing(startingAfter: 0, bytesMax: 4 * large)
    for position in UInt64(1)...3 { ring.append(try segment(ofOne: position)) }
    #expect(ring.coverage == EventRing.Coverage(floor: 1, end: 3))
    #expect(ring.byteCount == 4 * large)
    #expect(ring.segment(after: 0) == nil)
    #expect(ring.segment(after: 1)?.first == 2)
  }

  @Test("events that do not follow its end are left out")
  func gap() throws {
    let log = try log(9)
    let ring = EventRing(startingAfter: 0, bytesMax: 1 << 20)
    ring.append(try segment(log, 1...3))
    ring.append(try segment(log, 5...9))
    #expect(ring.coverage.end == 3)
    ring.restart(after: 4)
    ring.append(try segment(log, 5...9))
    #expect(ring.coverage == EventRing.Coverage(floor: 4, end: 9))
  }

  @Test("a filter finds its events in a segment")
  func filter() throws {
    let log = try log(9)
    let segment = try segment(log, 1...9)
    let filter = EventFilter(types: [], queues: ["a"])
    #expect(segment.events(after: 0, passing: filter).map(\.position) == [3, 6, 9])
    #expect(segment.events(after: 3, passing: filter).map(\.position) == [6, 9])
  }

  @Test("what a filter lets through is written once for all who stand at the same place")
  func choices() throws {
    let log = try log(9)
    let segment = try segment(log, 1...9)
    let filter = EventFilter(types: [], queues: ["a"])
    var written = 0
    func choose(after position: UInt64, previous: UInt64) -> RingSegment.Choice {
      segment.choice(after: position, passing: filter, previous: previous) { event, named, text in
        written += 1
        text += Array("\(named)>\(event.position);".utf8)
      }
    }
    let first = choose(after: 0, previous: 0)
    #expect(String(buffer: first.bytes) == "0>3;3>6;6>9;")
    #expect(first.last == 9 && first.count == 3)
    #expect(choose(after: 0, previous: 0).bytes == first.bytes)
    #expect(written == 3)
    #expect(String(buffer: choose(after: 4, previous: 3).bytes) == "3>6;6>9;")
    #expect(String(buffer: choose(after: 4, previous: 4).bytes) == "4>6;6>9;")
    #expect(choose(after: 9, previous: 9).count == 0)
  }

  @Test("a loop's look at the ring sees every change of it", arguments: 0..<8)
  func look(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let log = try log(60)
    let ring = EventRing(startingAfter: 0, bytesMax: 600)
    let reader = RingReader(ring)
    var end: UInt64 = 0
    while end < 60 {
      if Int.random(in: 0..<8, using: &random) == 0 {
        end += 1
        ring.restart(after: end)
      } else {
        let last = min(60, end + UInt64.random(in: 1...9, using: &random))
        ring.append(try segment(log, end + 1...last))
        end = last
      }
      #expect(reader.coverage == ring.coverage, "seed \(seed)")
      for position in UInt64(0)...60 {
        let (seen, there) = (reader.segment(after: position), ring.segment(after: position))
        #expect(seen === there, "seed \(seed)")
      }
    }
  }

  @Test("the first listener finds the ring at the head, later ones leave it alone")
  func listeners() {
    let ring = EventRing(startingAfter: 0, bytesMax: 1 << 20)
    ring.join(at: 50)
    #expect(ring.coverage == EventRing.Coverage(floor: 50, end: 50))
    ring.join(at: 60)
    #expect(ring.coverage.end == 50)
    ring.leave()
    ring.leave()
    #expect(ring.listeners == 0)
  }
}
