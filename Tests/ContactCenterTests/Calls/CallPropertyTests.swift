import ContactCenter
import TestSupport
import Testing

@Suite("Random lives of calls")
struct CallPropertyTests {
  static let everything = CallEvent.all.flatMap(\.variants)

  @Test("a refusal changes nothing, and what is accepted can happen", arguments: 0..<40)
  func decisionsAreSound(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      var story = CallStory()
      for _ in 0..<40 {
        guard let event = Self.everything.randomElement(using: &generator) else { return }
        let isFact = Bool.random(using: &generator)
        let actor: Actor = isFact ? .pbx : [.house, .supervisor].randomElement(using: &generator)!
        let before = story.call
        let decision = story.decide(event, by: actor, as: isFact ? .fact : .command)
        #expect(story.call == before)
        guard let events = decision.events else { continue }
        #expect(events.contains(event))
        for happening in events {
          #expect(story.reported(happening) != nil, "\(happening) of \(events), seed \(seed)")
          story.fold(happening)
        }
        check(story, "\(event), seed \(seed)")
      }
    }
  }

  @Test("the same events fold to the same call and the same floor", arguments: 0..<10)
  func foldIsDeterministic(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let events = (0..<300).compactMap { _ in Self.everything.randomElement(using: &generator) }
    let (first, second) = (CallStory(events), CallStory(events))
    #expect(first.call == second.call, "seed \(seed)")
    #expect(first.floor.desks == second.floor.desks, "seed \(seed)")
  }

  @Test("a floor that was stored and put back goes on like the one that was not", arguments: 0..<20)
  func floorIsItsDesks(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var stored = Floor()
    var story = CallStory(available: [])
    for _ in 0..<400 {
      guard let event = Self.everything.randomElement(using: &generator) else { return }
      for event in story.reported(event) ?? [] {
        story.fold(event)
        stored.apply(.call(event), of: CallStory.stream, at: story.time)
        stored = Floor(desks: stored.desks)
        #expect(stored.desks == story.floor.desks, "\(event), seed \(seed)")
      }
      if story.call.phase.isEnd {
        story = CallStory(available: [])
        stored = Floor()
      }
    }
  }

  /// What holds in every state that decisions lead to.
  private func check(_ story: CallStory, _ comment: Comment) {
    let call = story.call
    let talker = call.phase == .talking || call.phase == .onHold
    #expect((call.phase == .offered) == !call.offers.isEmpty, comment)
    #expect(!call.isInQueue || call.phase == .queued || call.phase == .offered, comment)
    #expect(call.phase != .queued || (call.isInQueue && call.queuedSince != nil), comment)
    #expect(!talker || (call.agent != nil && call.wasAnswered), comment)
    #expect(call.phase != .wrap || !call.wrappingUp.isEmpty, comment)
    #expect(call.phase != .closed || call.wrappingUp.isEmpty, comment)
    checkFloor(story, talker: talker ? call.agent : nil, comment)
  }

  private func checkFloor(_ story: CallStory, talker: AgentID?, _ comment: Comment) {
    for desk in story.floor.desks {
      let kinds = desk.tasks.filter { $0.call == story.call.id }.map(\.kind)
      #expect(kinds.contains(.ringing) == story.call.offers.contains(desk.agent), comment)
      let talks = kinds.contains(.talking) || kinds.contains(.holding)
      #expect(talks == (talker == desk.agent), comment)
      #expect(kinds.contains(.holding) == (talks && story.call.phase == .onHold), comment)
      #expect(
        !kinds.contains(.wrappingUp) || story.call.wrappingUp.contains(desk.agent), comment)
    }
  }
}
