import ContactCenter
import TestSupport
import Testing

@Suite("Hang-ups on hold")
struct HoldHangUpTests {
  /// Folds events of one call, a second apart.
  private func folded(_ events: [CallEvent]) throws -> (segment: SegmentRow, queue: QueueRow) {
    var visits = VisitsProjection(calendar: .utc)
    var queues = QueuesProjection(calendar: .utc)
    for (index, event) in events.enumerated() {
      let time = Timestamp(milliseconds: Int64(index) * 1_000)
      let recorded = RecordedEvent(
        position: UInt64(index + 1), version: UInt64(index + 1), stream: CallStory.stream,
        source: "test", id: "\(index)", time: time, recordedTime: time, actor: .pbx,
        event: .call(event))
      visits.apply(recorded)
      queues.apply(recorded)
    }
    var store = ProjectionStore()
    store.drain(&visits)
    store.drain(&queues)
    let segment = try #require(store.rows("segments", SegmentRow.self).first)
    return (segment, try #require(store.rows("queues", QueueRow.self).first))
  }

  private static let held: [CallEvent] = [.received, .queued(), .answered("anna"), .held]

  private static func ended(_ phase: EndPhase?, by party: EndingParty = .customer) -> CallEvent {
    .ended(
      .init {
        $0.by = party
        $0.phase = phase
      })
  }

  @Test("who hangs up on hold counts at once for the queue and the agent, and once")
  func counted() throws {
    let open = try folded(Self.held + [Self.ended(nil)])
    #expect(open.segment.holdAbandonedAt == Timestamp(milliseconds: 4_000))
    #expect(open.segment.outcome == .open)
    #expect(open.queue.holdAbandoned == 1)
    let done = try folded(Self.held + [Self.ended(.hold), .wrapEnded("anna")])
    #expect(done.segment.holdAbandonedAt == Timestamp(milliseconds: 4_000))
    #expect(done.segment.outcome == .handled)
    #expect(done.queue.holdAbandoned == 1)
    #expect(done.queue.counts.abandoned == 0 && done.queue.counts.answered == 1)
  }

  @Test("the source's word on the phase wins over what it reported before")
  func phases() throws {
    let talking: [CallEvent] = [.received, .queued(), .answered("anna")]
    #expect(try folded(talking + [Self.ended(.hold)]).queue.holdAbandoned == 1)
    #expect(try folded(Self.held + [Self.ended(.talk)]).queue.holdAbandoned == 0)
  }

  @Test("an agent who ends a held call, and a caller who was taken off hold, do not count")
  func others() throws {
    #expect(try folded(Self.held + [Self.ended(nil, by: .agent)]).queue.holdAbandoned == 0)
    #expect(try folded(Self.held + [Self.ended(.hold, by: .system)]).queue.holdAbandoned == 0)
    #expect(try folded(Self.held + [.resumed, Self.ended(nil)]).queue.holdAbandoned == 0)
    #expect(
      try folded(Self.held + [.resumed, Self.ended(nil)]).segment.holdAbandonedAt == nil)
  }
}
