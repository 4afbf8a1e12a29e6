import Testing

@testable import ContactCenter

/// `LifeCycles.md` is written by the rules: `UPDATE_GOLDEN=1 swift test --filter LifeCycleArticle`.
@Suite("The article on life cycles")
struct LifeCycleArticleTests {
  private static let clock = Actor(kind: .system, id: "clock")

  @Test("the diagram of a call is that of all calls that can be")
  func call() throws {
    var diagram = StateDiagram()
    let events = Self.steering
    let others = CallEvent.all.filter { event in
      !events.contains { $0.type.name == event.type.name }
    }
    let exploration = Exploration<Call, CallEvent>(
      outcomes: { call, event in Self.outcomes(of: event, in: call) },
      description: { "\($0)" })
    let states = exploration.visit(from: Call(id: CallID("c")), events) { from, event, to in
      diagram.note(event.type.name, from: from.phase.rawValue, to: to.phase.rawValue)
      for other in others {
        var call = to
        call.evolve(other, at: Timestamp())
        #expect(call.phase == to.phase, "\(other.type.name) moves a call")
      }
    }
    #expect(states > 100)
    try check(diagram.lines(states: CallPhase.allCases.map(\.rawValue)), under: "## A call")
  }

  @Test("the diagram of a case is that of all cases that can be")
  func problem() throws {
    var diagram = StateDiagram()
    let exploration = Exploration<Case, CaseEvent>(
      outcomes: { problem, event in
        guard case .accept = problem.decide(event, by: Self.clock) else { return [] }
        var next = problem
        next.evolve(event)
        return [(event, next)]
      }, description: { "\($0)" })
    let events = CaseEvent.all + [.closed(.init { $0.reason = Code("double") })]
    let states = exploration.visit(from: Case(id: CaseID("k")), events) { from, event, to in
      diagram.note(event.type.name, from: from.stage.rawValue, to: to.stage.rawValue)
    }
    #expect(states > 20)
    try check(diagram.lines(states: CaseStage.allCases.map(\.rawValue)), under: "## A case")
  }

  @Test("the diagram of a campaign is that of all campaigns that can be")
  func campaign() throws {
    var diagram = StateDiagram()
    let exploration = Exploration<Campaign, CampaignEvent>(
      outcomes: { campaign, event in
        guard case .accept = campaign.decide(event, by: Self.clock) else { return [] }
        var next = campaign
        next.evolve(event, at: Timestamp())
        return [(event, next)]
      }, description: { $0.state.rawValue })
    let start = Campaign(id: CampaignID("c"))
    let states = exploration.visit(from: start, CampaignEvent.all) { from, event, to in
      diagram.note(event.type.name, from: from.state.rawValue, to: to.state.rawValue)
    }
    #expect(states == CampaignState.allCases.count)
    try check(
      diagram.lines(states: CampaignState.allCases.map(\.rawValue)), under: "## A campaign")
  }

  @Test("what leads nowhere is no arrow, and events between the same states share one")
  func drawing() {
    var diagram = StateDiagram()
    diagram.note("call.held", from: "Talking", to: "OnHold")
    diagram.note("call.noted", from: "Talking", to: "Talking")
    diagram.note("call.answered", from: "New", to: "Talking")
    diagram.note("call.a", from: "Talking", to: "OnHold")
    #expect(
      diagram.lines(states: ["New", "Talking", "OnHold"]) == [
        "stateDiagram-v2", "    [*] --> Talking : call.answered",
        "    Talking --> OnHold : call.a, call.held",
      ])
  }

  // MARK: Calls

  /// The events that move a call, for two agents and one queue.
  private static let steering: [CallEvent] = {
    let moving: Set = [
      "call.received", "call.placed", "call.menu_entered", "call.callee_answered",
      "call.connect_failed", "call.queued", "call.queue_exited", "call.abandoned", "call.routed",
      "call.offered", "call.offer_missed", "call.offer_rescinded", "call.answered", "call.held",
      "call.resumed", "call.transferred", "call.ended", "call.wrap_ended",
    ]
    return CallEvent.all.flatMap(\.variants).filter { event in
      moving.contains(event.type.name) && !"\(event)".contains("cleo")
    }
  }()

  /// What comes of an event that a switch reports, or that the house itself brings about.
  private static func outcomes(
    of event: CallEvent, in call: Call
  ) -> [(event: CallEvent, state: Call)] {
    for (actor, kind) in [(Actor.pbx, ProposalKind.fact), (.house, .command)] {
      guard call.holds(event, from: Call.Voice(actor, kind)),
        case .accept(let accepted) = call.decide(event, by: actor, as: kind, on: Floor())
      else { continue }
      var state = call
      return accepted.compactMap { accepted in
        guard case .call(let happening) = accepted else { return nil }
        state.evolve(happening, at: Timestamp())
        return (happening, state)
      }
    }
    return []
  }

  private func check(_ lines: [String], under heading: String) throws {
    var article = try DocumentationArticle("LifeCycles")
    try article.update(lines, under: heading)
    #expect(article.block(under: heading) == lines, "run it with UPDATE_GOLDEN=1")
  }
}
