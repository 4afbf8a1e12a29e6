import ContactCenter
import TestSupport
import Testing

@Suite("A procedure")
struct ProcedureTests {
  static let steps = Procedure.standardSteps

  static func published(
    _ version: Int64, _ steps: [ProcedureStep] = Self.steps
  ) -> PolicyEvent {
    .procedurePublished(
      .init {
        $0.version = version
        $0.steps = steps
      })
  }

  static func read(_ version: Int64, by agent: String = "anna") -> PolicyEvent {
    .procedureAcknowledged(
      .init {
        $0.version = version
        $0.agent = AgentID(agent)
      })
  }

  static let withdrawn = PolicyEvent.procedureWithdrawn(.init())

  private func procedure(after events: [PolicyEvent]) -> Procedure {
    var procedure = Procedure(id: PolicyID("standard"))
    for event in events { procedure.evolve(event) }
    return procedure
  }

  private func refusal(
    of event: PolicyEvent, after given: [PolicyEvent], by actor: Actor = .supervisor
  ) -> Rejection? {
    procedure(after: given).decide(event, by: actor).rejection
  }

  @Test("versions follow one another without a gap")
  func versions() {
    #expect(refusal(of: Self.published(1), after: []) == nil)
    #expect(refusal(of: Self.published(2), after: [])?.reason == .versionNotNext)
    #expect(refusal(of: Self.published(1), after: [Self.published(1)])?.reason == .versionNotNext)
    #expect(refusal(of: Self.published(2), after: [Self.published(1)]) == nil)
    #expect(refusal(of: Self.published(2), after: [Self.published(1), Self.withdrawn]) == nil)
  }

  @Test("steps have names of their own, and events that exist")
  func steps() {
    let greet = Self.steps[0]
    var blank = greet
    blank.events = []
    var strange = greet
    strange.step = Code("strange")
    strange.before = Code("tea.brewed")
    #expect(refusal(of: Self.published(1, []), after: [])?.reason == .stepsMissing)
    #expect(refusal(of: Self.published(1, [blank]), after: [])?.reason == .stepsMissing)
    #expect(refusal(of: Self.published(1, [greet, greet]), after: [])?.reason == .stepRepeated)
    #expect(
      refusal(of: Self.published(1, [greet, strange]), after: [])?.reason == .unknownEventType)
  }

  @Test("an agent reads the version in force, once, for themselves")
  func readers() {
    let given = [Self.published(1), Self.published(2)]
    #expect(refusal(of: Self.read(1), after: [])?.reason == .notPublished)
    #expect(refusal(of: Self.read(1), after: given)?.reason == .versionNotCurrent)
    #expect(refusal(of: Self.read(2), after: given, by: .agent("anna")) == nil)
    #expect(refusal(of: Self.read(2), after: given, by: .agent("ben"))?.reason == .notYourself)
    #expect(
      refusal(of: Self.read(2), after: given + [Self.read(2)])?.reason == .alreadyAcknowledged)
    #expect(
      refusal(of: Self.read(2), after: given + [Self.withdrawn])?.reason == .notPublished)
    #expect(
      refusal(of: Self.read(2), after: [Self.published(1), Self.read(1), Self.published(2)]) == nil)
  }

  @Test("agents do not publish or withdraw; the refusal names the state and what it allows")
  func agents() throws {
    let first = [Self.published(1)]
    let publishing = refusal(of: Self.published(2), after: first, by: .agent("anna"))
    #expect(publishing?.reason == .notForAgents)
    let withdrawing = refusal(of: Self.withdrawn, after: first, by: .agent("anna"))
    #expect(withdrawing?.reason == .notForAgents)
    let refused = try #require(refusal(of: Self.withdrawn, after: []))
    #expect(refused.reason == .notPublished)
    #expect(refused.state == "New")
    #expect(refused.allowed == ["policy.procedure_published"])
    #expect(procedure(after: first).state == "InForce")
    #expect(procedure(after: first + [Self.withdrawn]).state == "Withdrawn")
  }

  @Test("the procedure that comes with the program can be published, and has the ten duties")
  func standard() {
    #expect(refusal(of: Self.published(1), after: []) == nil)
    let names = Self.steps.map(\.step.rawValue)
    for name in [
      "greet_company", "greet_name", "identify", "reason", "clarify", "solve", "confirm", "thank",
      "document", "feedback",
    ] {
      #expect(names.contains(name))
    }
  }
}
