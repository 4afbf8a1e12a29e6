import ContactCenter
import TestSupport
import Testing

@Suite("What became of calls")
struct OutcomesTests {
  private func outcome(of events: [CallEvent]) throws -> OutcomeRow {
    var projection = OutcomesProjection(calendar: .utc)
    for (index, event) in events.enumerated() {
      projection.apply(
        RecordedEvent(
          position: UInt64(index + 1), version: UInt64(index + 1), stream: StreamName(.call, "1"),
          source: "test", id: "\(index)", time: Timestamp(milliseconds: Int64(index) * 1_000),
          recordedTime: Timestamp(), actor: Actor(kind: .integration), event: .call(event)))
    }
    var store = ProjectionStore()
    store.drain(&projection)
    let rows = store.rows(OutcomesProjection.table, OutcomeRow.self)
    try #require(rows.count == 1)
    return rows[0]
  }

  private static let received = CallEvent.received(.init { $0.queue = QueueID("hint") })

  private static func queued(_ queue: String) -> CallEvent {
    .queued(.init { $0.queue = QueueID(queue) })
  }

  private static func answered(_ agent: String) -> CallEvent {
    .answered(.init { $0.agent = AgentID(agent) })
  }

  private static func transferred(to queue: String) -> CallEvent {
    .transferred(
      .init {
        $0.target = .queue
        $0.queue = QueueID(queue)
      })
  }

  private static func transferred(toAgent agent: String) -> CallEvent {
    .transferred(
      .init {
        $0.target = .agent
        $0.agent = AgentID(agent)
      })
  }

  private static let ended = CallEvent.ended(.init { $0.by = .customer })

  @Test("a machine that answers is no conversation; a call handed out is over")
  func machinesAndOthers() throws {
    let placed = CallEvent.placed(.init { $0.agent = AgentID("anna") })
    func callee(_ party: CalleeKind) throws -> OutcomeRow {
      try outcome(of: [placed, .calleeAnswered(.init { $0.by = party })])
    }
    #expect(try !callee(.machine).isAnswered)
    #expect(try callee(.person).isAnswered)
    let away = CallEvent.transferred(.init { $0.target = .external })
    let handedOut = [Self.received, Self.queued("a"), Self.answered("anna"), away]
    #expect(try outcome(of: handedOut).endedAt == Timestamp(milliseconds: 3_000))
    let back = try outcome(of: handedOut + [Self.queued("b"), Self.answered("bert")])
    #expect(back.endedAt == nil)
    let left = CallEvent.queueExited(.init())
    #expect(try outcome(of: [Self.received, Self.queued("a"), left]).endedAt != nil)
  }

  @Test("a call belongs to the queue it entered first and to the agent who talked last")
  func belonging() throws {
    let row = try outcome(of: [
      Self.received, Self.queued("a"), Self.answered("anna"), Self.transferred(to: "b"),
      Self.queued("b"), Self.answered("bert"), Self.ended,
    ])
    #expect(row.queue == QueueID("a"))
    #expect(row.agent == AgentID("bert"))
    #expect(row.queuedAt == Timestamp(milliseconds: 1_000))
    #expect(row.answeredAt == Timestamp(milliseconds: 2_000))
    #expect([row.transfers, row.queueTransfers, row.pingPongs] == [1, 1, 0])
    #expect(row.isUndocumented)
  }

  @Test("a call handed back to a queue or agent that had it goes back and forth")
  func pingPong() throws {
    let queues = try outcome(of: [
      Self.received, Self.queued("a"), Self.answered("anna"), Self.transferred(to: "b"),
      Self.queued("b"), Self.answered("bert"), Self.transferred(to: "a"), Self.queued("a"),
    ])
    #expect([queues.transfers, queues.queueTransfers, queues.pingPongs] == [2, 2, 1])
    let agents = try outcome(of: [
      Self.received, Self.queued("a"), Self.answered("anna"), Self.transferred(toAgent: "bert"),
      Self.answered("bert"), Self.transferred(toAgent: "anna"), Self.answered("anna"),
    ])
    #expect([agents.transfers, agents.queueTransfers, agents.pingPongs] == [2, 0, 1])
    let same = try outcome(of: [
      Self.received, Self.queued("a"), Self.answered("anna"), Self.transferred(to: "a"),
      Self.queued("a"),
    ])
    #expect([same.transfers, same.queueTransfers, same.pingPongs] == [1, 0, 0])
  }

  @Test("a queue that a switch changes without a word about a transfer is another queue too")
  func silentTransfer() throws {
    let row = try outcome(of: [
      Self.received, Self.queued("a"), Self.answered("anna"), Self.queued("b"),
    ])
    #expect(row.queueTransfers == 1)
    let overflow = try outcome(of: [Self.received, Self.queued("a"), Self.queued("b")])
    #expect(overflow.queueTransfers == 0, "who was not answered was not transferred")
  }

  @Test("a resolution denied is none, and a corrected reason is the reason")
  func resolution() throws {
    let row = try outcome(of: [
      Self.received, Self.answered("anna"),
      .reasonRecorded(.init { $0.reason = Code("bill") }), .resolved(.init()),
      .resolutionDenied(.init()),
      .corrected(
        .init {
          $0.field = Code("reason")
          $0.code = Code("move")
        }),
      .documented(.init { $0.disposition = Code("done") }),
    ])
    #expect(!row.isResolved)
    #expect(row.isConfirmed == false)
    #expect(row.reason == Code("move"))
    #expect(row.isDocumented && !row.isUndocumented)
  }

  @Test("each request for feedback keeps its own answer")
  func feedback() throws {
    let row = try outcome(of: [
      Self.received, .feedbackRequested(.init { $0.scale = .csat }),
      .feedback(
        .init {
          $0.scale = .csat
          $0.score = 4
        }), .feedbackRequested(.init { $0.scale = .nps }), .feedbackDeclined(.init()),
    ])
    #expect(row.feedback.map(\.score) == [4, nil])
    #expect(row.feedback.map(\.isDeclined) == [false, true])
    #expect(row.feedback.map(\.settledAt?.milliseconds) == [2_000, 4_000])
  }

  @Test("who hangs up unanswered has abandoned; a switch's ghost has not")
  func endings() throws {
    #expect(try outcome(of: [Self.received, .abandoned(.init())]).isAbandoned)
    #expect(try outcome(of: [Self.received, Self.ended]).isAbandoned)
    #expect(try !outcome(of: [Self.received, Self.answered("anna"), Self.ended]).isAbandoned)
    let ghost = try outcome(of: [
      Self.received,
      .ended(
        .init {
          $0.by = .system
          $0.cause = Code("phantom")
        }),
    ])
    #expect(ghost.isPhantom && !ghost.isAbandoned)
    #expect(ghost.queue == QueueID("hint"))
  }
}
