import ContactCenter
import Testing

@Suite("A case")
struct CaseTests {
  static let identified: [CaseEvent] = [.opened, .identified]
  static let resolved: [CaseEvent] = identified + [.solutionFound, .resolved]

  @Test("a problem comes from identified to confirmed, stage by stage")
  func stages() {
    var story = CaseStory()
    let life: [(CaseEvent, CaseStage)] = [
      (.opened, .opened), (.identified, .identified), (.solutionFound, .solutionFound),
      (.resolved, .resolved), (.confirmed, .confirmed), (.closed(), .closed),
    ]
    for (event, stage) in life {
      #expect(story.decide(event) == .accept([.case(event)]))
      story.fold(event)
      #expect(story.problem.stage == stage)
    }
    #expect(!story.problem.isOpen)
  }

  @Test("before it is opened a case takes nothing else, and it is opened once")
  func opening() {
    for event in CaseEvent.variants where event != .opened {
      #expect(CaseStory().refusal(of: event, by: CaseStory.clock) == .notBegun)
    }
    #expect(CaseStory([.opened]).refusal(of: .opened) == .alreadyBegun)
  }

  @Test("a stage is not skipped")
  func noSkipping() {
    #expect(CaseStory([.opened]).refusal(of: .solutionFound) == .notInThisState)
    #expect(CaseStory([.opened]).refusal(of: .resolved) == .notInThisState)
    #expect(CaseStory(Self.identified).refusal(of: .resolved) == .notInThisState)
    #expect(CaseStory(Self.identified).refusal(of: .confirmed) == .notResolved)
    #expect(CaseStory(Self.identified).refusal(of: .denied) == .notResolved)
    #expect(CaseStory(Self.resolved).refusal(of: .identified) == .notInThisState)
    #expect(CaseStory(Self.resolved).refusal(of: .solutionFound) == .notInThisState)
  }

  @Test("a denial leads back to the identified problem; what was confirmed is not denied")
  func denial() {
    var story = CaseStory(Self.resolved)
    #expect(story.refusal(of: .denied) == nil)
    story.fold(.denied)
    #expect(story.problem.stage == .identified)
    #expect(story.refusal(of: .solutionFound) == nil)
    let confirmed = CaseStory(Self.resolved + [.confirmed])
    #expect(confirmed.refusal(of: .denied) == .alreadyConfirmed)
    #expect(confirmed.refusal(of: .confirmed) == .alreadyConfirmed)
  }

  @Test("a closed case takes only a reopening, which leads to what is known of the problem")
  func reopening() {
    var closed = CaseStory(Self.resolved + [.closed()])
    for event in CaseEvent.variants where event != .reopened && event != .opened {
      #expect(closed.refusal(of: event, by: CaseStory.clock) == .alreadyClosed)
    }
    #expect(closed.refusal(of: .reopened) == nil)
    closed.fold(.reopened)
    #expect(closed.problem.stage == .identified)
    #expect(CaseStory([.opened, .closed("error"), .reopened]).problem.stage == .opened)
    #expect(closed.refusal(of: .reopened) == .notInThisState)
  }

  @Test("what was never resolved is not closed without a reason")
  func closingUnresolved() {
    let story = CaseStory(Self.identified)
    #expect(story.refusal(of: .closed()) == .reasonMissing)
    #expect(story.refusal(of: .closed("duplicate")) == nil)
    #expect(CaseStory(Self.resolved).refusal(of: .closed()) == nil)
  }

  @Test("promises and complaints keep a case open until they are settled")
  func obstaclesToClosing() {
    var story = CaseStory(Self.resolved + [.scheduled(), .complaint()])
    #expect(story.refusal(of: .closed()) == .followUpOpen)
    story.fold(.completed())
    #expect(story.refusal(of: .closed()) == .complaintOpen)
    story.fold(.settled())
    #expect(story.refusal(of: .closed()) == nil)
  }

  @Test("that a follow-up is due is for the clock to say, once")
  func due() {
    var story = CaseStory([.opened, .scheduled()])
    #expect(story.refusal(of: .due()) == .onlyTheEngine)
    #expect(story.refusal(of: .due(), by: .pbx) == .onlyTheEngine)
    #expect(story.refusal(of: .due("f2"), by: CaseStory.clock) == .followUpNotOpen)
    #expect(story.refusal(of: .due(), by: CaseStory.clock) == nil)
    story.fold(.due())
    #expect(story.refusal(of: .due(), by: CaseStory.clock) == .followUpNotOpen)
    #expect(story.refusal(of: .missed()) == nil)
  }

  @Test("a missed follow-up may still be kept, and is missed once")
  func missed() {
    var story = CaseStory([.opened, .scheduled(), .due(), .missed()])
    #expect(story.refusal(of: .missed()) == .followUpNotOpen)
    #expect(story.refusal(of: .completed()) == nil)
    story.fold(.completed())
    #expect(story.refusal(of: .completed()) == .followUpNotOpen)
  }

  @Test("a follow-up that is scheduled again is moved, and falls due again")
  func moved() {
    let story = CaseStory([.opened, .scheduled(), .due(), .scheduled(due: 120_000)])
    #expect(story.problem.followUps == [Code("f1"): .scheduled])
    #expect(story.refusal(of: .due(), by: CaseStory.clock) == nil)
  }

  @Test("a complaint is made once under its name, and settled once")
  func complaints() {
    var story = CaseStory([.opened])
    #expect(story.refusal(of: .settled()) == .complaintNotOpen)
    story.fold(.complaint())
    #expect(story.refusal(of: .complaint()) == .complaintOpen)
    #expect(story.refusal(of: .complaint("b2")) == nil)
    story.fold(.settled())
    #expect(story.refusal(of: .settled()) == .complaintNotOpen)
    #expect(story.refusal(of: .complaint()) == nil)
  }

  @Test("a refusal names the state and lists exactly the types that are accepted with some fields")
  func allowed() throws {
    let histories: [[CaseEvent]] = [
      [], [.opened], Self.identified, Self.resolved, Self.resolved + [.confirmed],
      Self.resolved + [.closed()], [.opened, .scheduled()], [.opened, .scheduled(), .missed()],
      [.opened, .scheduled(), .due(), .complaint()],
    ]
    for given in histories {
      let story = CaseStory(given)
      for actor in [Actor.supervisor, CaseStory.clock] {
        let decisions = CaseEvent.variants.map { ($0, story.decide($0, by: actor)) }
        let accepted = Set(decisions.filter { $0.1.rejection == nil }.map(\.0.type.name))
        for refusal in decisions.compactMap(\.1.rejection) {
          #expect(Set(refusal.allowed) == accepted, "\(refusal) after \(given)")
          #expect(refusal.state == story.problem.stage.rawValue)
        }
      }
    }
  }

  @Test("events of a case are stamped with its customer, promises with their agent too")
  func stamps() {
    let story = CaseStory([.opened])
    let promise = CaseEvent.followUpScheduled(.init { $0.agent = AgentID("anna") })
    let customer = CustomerID("c1")
    #expect(CaseStory().problem.stamps(for: .opened) == Stamps(customer: customer))
    #expect(story.problem.stamps(for: .identified) == Stamps(customer: customer))
    #expect(
      story.problem.stamps(for: promise) == Stamps(agent: AgentID("anna"), customer: customer))
  }
}
