import ContactCenter
import TestSupport
import Testing

@Suite("How a call keeps to the procedure")
struct ProcedureScoreTests {
  private typealias Story = ConductStory<ConductProjection>
  private let anna = Actor.agent("anna")

  private func story(
    _ steps: [ProcedureStep] = Procedure.standardSteps, queues: [String] = []
  ) -> Story {
    var story = Story()
    publish(1, steps, queues: queues, in: &story)
    return story
  }

  private func publish(
    _ version: Int64, _ steps: [ProcedureStep], policy: String = "standard", queues: [String] = [],
    in story: inout Story
  ) {
    let published = PolicyEvent.procedurePublished(
      .init {
        $0.version = version
        $0.steps = steps
        $0.queues = queues.map { QueueID($0) }
      })
    story.tell(.policy(published), of: StreamName(.policy, policy))
  }

  private static func greeted(company: Bool, agent: Bool) -> CallEvent {
    .greeted(
      .init {
        $0.companyNamed = company
        $0.agentNamed = agent
      })
  }

  private func row(_ story: inout Story) -> CallScoreRow? {
    story.rows("call-scores", CallScoreRow.self).first
  }

  private func step(_ name: String, _ story: inout Story) -> StepResult? {
    row(&story)?.steps.first { $0.step.rawValue == name }
  }

  private func answer(_ story: inout Story) {
    story.tell(.received)
    story.tell(.queued())
    story.tell(.answered("anna"))
  }

  @Test("a call led by the book meets every step that applies, and says by which event")
  func byTheBook() throws {
    var story = story()
    answer(&story)
    let greeting = story.tell(Self.greeted(company: true, agent: true), by: anna)
    story.tell(.identified(), by: anna)
    story.tell(.reasonRecorded, by: anna)
    story.tell(.noted, by: anna)
    story.tell(.solutionProposed(.init()), by: anna)
    story.tell(.resolved, by: anna)
    let confirmation = story.tell(.confirmed, by: anna)
    story.tell(.thanked(.init()), by: anna)
    #expect(row(&story)?.steps.count { $0.outcome == .open } == 2)
    story.tell(.ended())
    story.tell(.documented, by: anna)
    story.tell(.feedbackRequested())
    let call = try #require(row(&story))
    #expect(call.score?.count == 1_000_000)
    #expect(call.steps.allSatisfy { $0.outcome == .met || $0.step == Code("follow_up") })
    #expect(step("greet_company", &story)?.metBy == [greeting])
    #expect(step("greet_name", &story)?.metBy == [greeting])
    #expect(step("confirm", &story)?.metBy == [confirmation])
    #expect(call.steps.allSatisfy { $0.agent == AgentID("anna") })
  }

  @Test("what a menu said before the answer counts, but not as the agent's own greeting")
  func menu() {
    var story = story()
    story.tell(.received)
    let greeting = story.tell(Self.greeted(company: true, agent: true))
    story.tell(.queued())
    story.tell(.answered("anna"))
    #expect(step("greet_company", &story)?.metBy == [greeting])
    #expect(step("greet_name", &story)?.outcome == .open)
    story.tell(.ended())
    #expect(step("greet_name", &story)?.outcome == .missed)
  }

  @Test("a step that comes too late, or after what it had to precede, is missed there and then")
  func lateness() {
    var story = story()
    answer(&story)
    story.wait(seconds: 60)
    let greeting = story.tell(Self.greeted(company: true, agent: true), by: anna)
    #expect(step("greet_name", &story)?.outcome == .missed)
    #expect(step("greet_name", &story)?.decidedBy == greeting)
    story.tell(.reasonRecorded, by: anna)
    let resolution = story.tell(.resolved, by: anna)
    story.tell(.identified(), by: anna)
    #expect(step("identify", &story)?.outcome == .missed)
    #expect(step("identify", &story)?.decidedBy == resolution)
    let end = story.tell(.ended())
    #expect(step("thank", &story)?.decidedBy == end)
  }

  @Test("documentation after the end takes a miss back, within its hour and not beyond")
  func documentation() {
    var story = story()
    answer(&story)
    story.tell(.ended())
    #expect(step("document", &story)?.outcome == .missed)
    #expect(story.rows("undocumented", UndocumentedRow.self).map(\.call) == [CallID("c1")])
    story.wait(seconds: 3_000)
    story.tell(.documented, by: anna)
    #expect(step("document", &story)?.outcome == .met)
    #expect(story.rows("undocumented", UndocumentedRow.self).isEmpty)

    var late = self.story()
    answer(&late)
    late.tell(.ended())
    late.wait(seconds: 3_700)
    late.tell(.documented, by: anna)
    #expect(step("document", &late)?.outcome == .missed)
    #expect(late.rows("undocumented", UndocumentedRow.self).isEmpty)
  }

  @Test("confirming is for resolved calls; a step for others does not apply, and says why")
  func scopes() {
    var story = story()
    answer(&story)
    #expect(step("confirm", &story)?.outcome == .open)
    let end = story.tell(.ended())
    #expect(step("confirm", &story)?.outcome == .notApplicable)
    #expect(step("confirm", &story)?.decidedBy == end)
  }

  @Test("a call is scored by the version in force when it was answered, its queue's own first")
  func versions() {
    let steps = Procedure.standardSteps
    var story = story(Array(steps.prefix(2)))
    answer(&story)
    publish(2, Array(steps.prefix(3)), in: &story)
    publish(1, Array(steps.prefix(1)), policy: "sales only", queues: ["sales"], in: &story)
    story.tell(.queued("sales"), call: "c2")
    story.tell(.answered("ben"), call: "c2")
    story.tell(.queued("support"), call: "c3")
    story.tell(.answered("ben"), call: "c3")
    story.tell(.policy(.procedureWithdrawn(.init())), of: StreamName(.policy, "standard"))
    story.tell(.queued("support"), call: "c4")
    story.tell(.answered("ben"), call: "c4")
    let calls = story.rows("call-scores", CallScoreRow.self)
    #expect(calls.map(\.version) == [1, 1, 2, nil])
    #expect(calls.map { $0.policy?.rawValue } == ["standard", "sales only", "standard", nil])
    #expect(calls.map(\.steps.count) == [2, 1, 3, 0])
    let rows = story.rows("procedures", ProcedureRow.self)
    #expect(rows.map(\.isInForce) == [true, false, false])
  }

  @Test("a transferred call: each agent gets the steps they took, the last one what was missed")
  func transfers() {
    var story = story()
    answer(&story)
    story.tell(Self.greeted(company: true, agent: true), by: anna)
    story.tell(.transferred(toQueue: "support"), by: anna)
    story.tell(.queued("support"))
    story.tell(.answered("ben"))
    story.tell(.thanked(.init()), by: .agent("ben"))
    story.tell(.ended())
    #expect(step("greet_name", &story)?.agent == AgentID("anna"))
    #expect(step("thank", &story)?.agent == AgentID("ben"))
    #expect(step("reason", &story)?.agent == AgentID("ben"))
    #expect(row(&story)?.queue == QueueID("sales"))
    let scores = story.rows("procedure-scores", StepScoreRow.self)
    #expect(scores.map { $0.agent?.rawValue } == ["anna", "ben"])
    #expect(scores.allSatisfy { $0.week == Code("2025-10-06") })
  }

  @Test("without a procedure nothing is scored, and what is undocumented is listed all the same")
  func noProcedure() throws {
    var story = Story()
    answer(&story)
    story.tell(.ended())
    let call = try #require(row(&story))
    #expect(call.policy == nil && call.steps.isEmpty && call.score == nil)
    #expect(story.rows("undocumented", UndocumentedRow.self).count == 1)
    #expect(story.rows("procedure-scores", StepScoreRow.self).isEmpty)
    #expect(story.rows("quality", QualityRow.self).isEmpty)
  }

  @Test("a call that nobody answered leaves nothing behind")
  func unanswered() {
    var story = story()
    story.tell(.received)
    story.tell(Self.greeted(company: true, agent: false))
    story.tell(.queued())
    story.tell(.abandoned())
    #expect(story.rows("call-scores", CallScoreRow.self).isEmpty)
    #expect(story.rows("waiting-calls", AnyRow.self).isEmpty)
    #expect(story.rows("undocumented", UndocumentedRow.self).isEmpty)
  }
}
