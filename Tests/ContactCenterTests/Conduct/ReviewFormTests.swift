import ContactCenter
import TestSupport
import Testing

@Suite("A review form and what is reviewed by it")
struct ReviewFormTests {
  static func published(_ version: Int64, _ items: [String] = ["listening"]) -> QualityEvent {
    .formPublished(
      .init {
        $0.version = version
        $0.items = items.map { name in
          FormItem {
            $0.item = Code(name)
            $0.pointsMax = 4
          }
        }
      })
  }
  static func sampled(_ call: String = "c1") -> QualityEvent {
    .callSampled(
      .init {
        $0.call = CallID(call)
        $0.agent = AgentID("anna")
      })
  }
  static func reviewed(
    _ call: String = "c1", _ version: Int64 = 1, _ scores: [(String, Int64)] = [("listening", 3)]
  ) -> QualityEvent {
    .callReviewed(
      .init {
        $0.call = CallID(call)
        $0.formVersion = version
        $0.scores = scores.map { score in
          ItemScore {
            $0.item = Code(score.0)
            $0.points = score.1
          }
        }
      })
  }
  static func disputed(_ call: String = "c1", item: String? = nil) -> QualityEvent {
    .reviewDisputed(
      .init {
        $0.call = CallID(call)
        $0.item = item.map { Code($0) }
      })
  }
  static let assigned = QualityEvent.coachingAssigned(
    .init {
      $0.coaching = Code("k1")
      $0.agent = AgentID("anna")
    })
  static let completed = QualityEvent.coachingCompleted(.init { $0.coaching = Code("k1") })

  private func form(after events: [QualityEvent]) -> ReviewForm {
    var form = ReviewForm(id: FormID("standard"))
    for event in events { form.evolve(event) }
    return form
  }

  private func refusal(
    of event: QualityEvent, after given: [QualityEvent], by actor: Actor = .supervisor
  ) -> Rejection? {
    form(after: given).decide(event, by: actor).rejection
  }

  @Test("a form has items with names of their own, and versions without gaps")
  func forms() {
    #expect(refusal(of: Self.published(1), after: []) == nil)
    #expect(refusal(of: Self.published(2), after: [])?.reason == .versionNotNext)
    #expect(refusal(of: Self.published(1, []), after: [])?.reason == .itemsMissing)
    #expect(refusal(of: Self.published(1, ["a", "a"]), after: [])?.reason == .itemRepeated)
    let standard = QualityEvent.formPublished(
      .init {
        $0.version = 1
        $0.items = ReviewForm.standardItems
      })
    #expect(refusal(of: standard, after: []) == nil)
    #expect(ReviewForm.standardItems.count == 8)
  }

  @Test("a call is chosen once, then reviewed once, by the newest form, item by item")
  func reviews() throws {
    let given = [Self.published(1), Self.sampled()]
    #expect(refusal(of: Self.sampled(), after: [])?.reason == .notPublished)
    #expect(refusal(of: Self.sampled(), after: given)?.reason == .alreadySampled)
    #expect(refusal(of: Self.reviewed("c2"), after: given)?.reason == .notSampled)
    #expect(refusal(of: Self.reviewed("c1", 2), after: given)?.reason == .versionNotCurrent)
    #expect(refusal(of: Self.reviewed("c1", 1, []), after: given)?.reason == .itemsMissing)
    let strange = Self.reviewed("c1", 1, [("haste", 1)])
    #expect(refusal(of: strange, after: given)?.reason == .unknownItem)
    let high = Self.reviewed("c1", 1, [("listening", 5)])
    #expect(refusal(of: high, after: given)?.reason == .scoreOutOfScale)
    let twice = Self.reviewed("c1", 1, [("listening", 1), ("listening", 2)])
    #expect(refusal(of: twice, after: given)?.reason == .itemRepeated)
    #expect(refusal(of: Self.reviewed(), after: given) == nil)
    let again = try #require(refusal(of: Self.reviewed(), after: given + [Self.reviewed()]))
    #expect(again.reason == .alreadyReviewed)
    #expect(again.state == "Reviewed")
    #expect(
      again.allowed == [
        "quality.form_published", "quality.review_disputed", "quality.coaching_assigned",
      ])
  }

  @Test("the reviewed agent disputes once; the second review stands")
  func disputes() {
    let given = [Self.published(1), Self.sampled(), Self.reviewed()]
    #expect(refusal(of: Self.disputed(), after: Array(given.prefix(2)))?.reason == .notReviewed)
    #expect(refusal(of: Self.disputed(), after: given, by: .agent("ben"))?.reason == .notYourself)
    #expect(refusal(of: Self.disputed(item: "haste"), after: given)?.reason == .unknownItem)
    #expect(refusal(of: Self.disputed(), after: given, by: .agent("anna")) == nil)
    let open = given + [Self.disputed()]
    #expect(refusal(of: Self.disputed(), after: open)?.reason == .alreadyDisputed)
    #expect(refusal(of: Self.reviewed(), after: open) == nil)
    let settled = open + [Self.reviewed()]
    #expect(refusal(of: Self.disputed(), after: settled)?.reason == .alreadyDisputed)
    #expect(refusal(of: Self.reviewed(), after: settled)?.reason == .alreadyReviewed)
  }

  @Test("coaching is assigned once and completed once, by its agent or somebody above")
  func coaching() {
    let given = [Self.published(1), Self.assigned]
    #expect(refusal(of: Self.completed, after: [Self.published(1)])?.reason == .notAssigned)
    #expect(refusal(of: Self.assigned, after: given)?.reason == .alreadyAssigned)
    #expect(refusal(of: Self.completed, after: given, by: .agent("ben"))?.reason == .notYourself)
    #expect(refusal(of: Self.completed, after: given, by: .agent("anna")) == nil)
    let done = given + [Self.completed]
    #expect(refusal(of: Self.completed, after: done)?.reason == .notAssigned)
    #expect(refusal(of: Self.assigned, after: done)?.reason == .alreadyAssigned)
    let other = QualityEvent.coachingAssigned(.init { $0.coaching = Code("k2") })
    #expect(refusal(of: Self.completed, after: done + [other])?.reason == .alreadyCompleted)
  }

  @Test("agents neither publish, choose, review nor assign")
  func agents() {
    let given = [Self.published(1), Self.sampled()]
    for event in [Self.published(2), Self.sampled("c2"), Self.reviewed(), Self.assigned] {
      let refused = refusal(of: event, after: given, by: .agent("anna"))
      #expect(refused?.reason == .notForAgents)
      #expect(refused?.allowed.contains(event.type.name) == false)
    }
  }

  @Test("a rule's choice is checked: it chooses the call, and is named whole")
  func rules() throws {
    let rule = SamplingRule(seed: 7, shareMillionths: 200_000)
    let calls = (0..<100).map { CallID("c\($0)") }
    let chosen = try #require(calls.first(where: rule.chooses))
    let other = try #require(calls.first { !rule.chooses($0) })
    func sampled(_ call: CallID, share: Int64?) -> QualityEvent {
      .callSampled(
        .init {
          $0.call = call
          $0.seed = 7
          $0.shareMillionths = share
        })
    }
    let given = [Self.published(1)]
    #expect(refusal(of: sampled(chosen, share: 200_000), after: given) == nil)
    #expect(refusal(of: sampled(other, share: 200_000), after: given)?.reason == .notChosen)
    #expect(refusal(of: sampled(chosen, share: nil), after: given)?.reason == .ruleIncomplete)
  }

  @Test("a rule chooses its share of the calls, and the larger share holds the smaller one")
  func shares() {
    let calls = (0..<100_000).map { CallID("1760000000.\($0)") }
    let tenth = SamplingRule(seed: 3, shareMillionths: 100_000)
    let chosen = calls.filter(tenth.chooses)
    // Binomial: the standard deviation is 95; seven of them is never.
    #expect((9_300...10_700).contains(chosen.count))
    let half = SamplingRule(seed: 3, shareMillionths: 500_000)
    #expect(chosen.allSatisfy(half.chooses))
    let all = SamplingRule(seed: 3, shareMillionths: 1_000_000)
    #expect(calls.allSatisfy(all.chooses))
    let other = SamplingRule(seed: 4, shareMillionths: 100_000)
    #expect((800...1_200).contains(chosen.filter(other.chooses).count))
  }
}
