import ContactCenter
import Testing

@Suite("What outbound calls are for")
struct CallOutreachTests {
  static let placed = CallEvent.placed(
    .init {
      $0.agent = AgentID("anna")
      $0.campaign = CampaignID("m1")
      $0.contact = Code("k1")
    })
  static let talking: [CallEvent] = [placed, .calleeAnswered()]

  static func made(_ name: String = "p1") -> CallEvent {
    .proposalMade(.init { $0.proposal = Code(name) })
  }
  static func accepted(_ name: String = "p1") -> CallEvent {
    .proposalAccepted(.init { $0.proposal = Code(name) })
  }
  static func refused(_ name: String = "p1") -> CallEvent {
    .proposalRefused(.init { $0.proposal = Code(name) })
  }
  static func answered(_ name: String = "q1", score: Int64? = nil) -> CallEvent {
    .surveyAnswered(
      .init {
        $0.question = Code(name)
        $0.score = score
      })
  }

  @Test("a proposal is made, and answered once")
  func proposals() {
    var story = CallStory(Self.talking)
    #expect(story.refusal(of: Self.accepted()) == .noProposal)
    story.fold(Self.made())
    #expect(story.refusal(of: Self.made()) == .noProposal)
    #expect(story.refusal(of: Self.accepted("p2")) == .noProposal)
    #expect(story.refusal(of: Self.accepted()) == nil)
    #expect(story.refusal(of: Self.refused()) == nil)
    story.fold(Self.accepted())
    #expect(story.refusal(of: Self.refused()) == .noProposal)
  }

  @Test("a survey is answered in an outbound call, each question once")
  func survey() {
    var story = CallStory(Self.talking)
    #expect(story.refusal(of: Self.answered()) == nil)
    story.fold(Self.answered())
    #expect(story.refusal(of: Self.answered()) == .alreadyAnsweredQuestion)
    #expect(story.refusal(of: Self.answered("q2")) == nil)
    let inbound = CallStory([.received, .queued(), .offered("anna"), .answered("anna")])
    #expect(inbound.refusal(of: Self.answered()) == .notOutbound)
  }

  @Test("a campaign's survey takes answers to its own questions, within their bounds")
  func campaignSurvey() {
    let story = CallStory(Self.talking)
    var campaign = Campaign(id: CampaignID("m1"))
    let question = SurveyQuestion {
      $0.question = Code("q1")
      $0.scoreMin = 1
      $0.scoreMax = 5
    }
    campaign.evolve(.created(for: .survey) { $0.questions = [question] }, at: Timestamp())
    var circumstances = Circumstances()
    circumstances.campaign = campaign
    func reason(_ event: CallEvent) -> Rejection.Reason? {
      story.call.decide(
        event, by: .house, as: .command, on: story.floor, given: circumstances
      ).rejection?.reason
    }
    #expect(reason(Self.answered("q1", score: 5)) == nil)
    #expect(reason(Self.answered("q1", score: 6)) == .answerOutOfRange)
    #expect(reason(Self.answered("q1", score: 0)) == .answerOutOfRange)
    #expect(reason(Self.answered("q2")) == .questionUnknown)
  }

  @Test("a call is linked to a case that is open")
  func linked() {
    let story = CallStory([.received, .queued(), .offered("anna"), .answered("anna")])
    let link = CallEvent.linkedToCase(.init { $0.case = CaseID("k1") })
    for (given, reason) in [
      ([CaseEvent](), Rejection.Reason.caseNotOpen), ([.opened], nil),
      ([.opened, .closed("error")], .caseNotOpen),
    ] {
      var circumstances = Circumstances()
      circumstances.linkedCase = CaseStory(given).problem
      let decision = story.call.decide(
        link, by: .house, as: .command, on: story.floor, given: circumstances)
      #expect(decision.rejection?.reason == reason)
    }
  }

  @Test("what a call means for its campaign: the attempt's begin, and its end with the outcome")
  func echoes() throws {
    let ends: [([CallEvent], CallEvent, AttemptOutcome)] = [
      ([Self.placed], .connectFailed(.busy), .busy),
      ([Self.placed], .connectFailed(.invalid), .invalid),
      ([Self.placed], .ended(by: .agent), .cancelled),
      ([Self.placed, .calleeAnswered(by: .machine)], .ended(), .machine),
      (Self.talking, .ended(), .reached),
      (Self.talking + [Self.made(), Self.accepted()], .ended(), .accepted),
      (Self.talking + [Self.made(), Self.refused()], .ended(), .refused),
      (Self.talking + [.orderConfirmed(.init())], .ended(), .confirmed),
      (Self.talking + [.informationCollected(.init())], .ended(), .informed),
      (Self.talking + [Self.answered()], .ended(), .answered),
    ]
    for (given, end, outcome) in ends {
      let call = Aggregate.call(CallStory(given).call)
      let echo = try #require(call.echoes(of: .call(end), on: Floor()).first)
      #expect(echo.stream == StreamName(.campaign, "m1"))
      guard case .campaign(.attemptEnded(let ended)) = echo.event else {
        Issue.record("\(echo.event)")
        continue
      }
      #expect(ended.outcome == outcome)
      #expect(ended.contact == Code("k1"))
      #expect(ended.call == CallID("c1"))
    }
    let began = Aggregate.call(CallStory().call).echoes(of: .call(Self.placed), on: Floor()).first
    #expect(began?.event.type.name == "campaign.attempt_started")
    let other = CallStory([.placed(by: "anna")])
    let failed = Event.call(.connectFailed())
    #expect(Aggregate.call(other.call).echoes(of: failed, on: Floor()).isEmpty)
  }
}
