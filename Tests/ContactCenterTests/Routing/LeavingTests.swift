import ContactCenter
import TestSupport
import Testing

@Suite("Queues that a call may not stay in")
struct LeavingTests {
  private func cause(_ plan: RoutingPlan) -> QueueExitCause? {
    for case .queueExited(let exited) in plan.decisions.flatMap({ $0.steps.map(\.event) }) {
      return exited.cause
    }
    return nil
  }

  private func target(_ plan: RoutingPlan) -> QueueID? {
    for case .queued(let queued) in plan.decisions.flatMap({ $0.steps.map(\.event) }) {
      return queued.queue
    }
    return nil
  }

  @Test("a call that has waited as long as it may leaves, at that moment")
  func timeout() {
    var story = RoutingStory(.longestIdle, agents: []) { $0.waitSecondsMax = 60 }
    story.call("1")
    let due = story.time.adding(milliseconds: 60_000)
    #expect(story.plan().nextLook == due)
    story.pass(seconds: 100)
    let plan = story.plan()
    #expect(plan.types == ["queue_exited"])
    #expect(cause(plan) == .timeout)
    #expect(plan.decisions[0].steps[0].time == due)
    story.carryOut(plan)
    #expect(story.picture.calls.isEmpty)
  }

  @Test("a call that has waited too long moves to the overflow queue, and its wait goes on")
  func overflow() throws {
    var story = RoutingStory(.longestIdle, agents: []) {
      $0.overflowSeconds = 30
      $0.overflowQueue = QueueID("spare")
    }
    story.configure("spare") { $0.strategy = .longestIdle }
    story.call("1", priority: 2)
    let since = story.time
    story.pass(seconds: 30)
    let plan = story.plan()
    #expect(plan.types == ["queue_exited", "queued"])
    #expect(cause(plan) == .overflow)
    #expect(target(plan) == QueueID("spare"))
    story.carryOut(plan)
    let row = try #require(story.picture.calls[CallID("1")])
    #expect(row.since == story.time)
    #expect(row.waitingSince == since)
    #expect(row.priority == 2)
  }

  @Test("two queues that overflow into each other do not pass a call back and forth")
  func noPingPong() {
    var story = RoutingStory(.longestIdle, agents: []) {
      $0.whenEmpty = .overflow
      $0.overflowQueue = QueueID("spare")
    }
    story.configure("spare") {
      $0.strategy = .longestIdle
      $0.whenEmpty = .overflow
      $0.overflowQueue = QueueID("sales")
    }
    story.call("1")
    story.carryOut(story.plan())
    let plan = story.plan()
    #expect(plan.types == ["queue_exited"])
    #expect(cause(plan) == .empty)
  }

  @Test("a full queue turns the newest away, but offers a call to whom it can")
  func full() {
    var story = RoutingStory(.longestIdle, agents: ["anna"]) { $0.callsMax = 1 }
    story.call("1")
    #expect(story.route() == ["1>anna"])
    story.call("2")
    let plan = story.plan()
    #expect(cause(plan) == .rejected, "the call that rings still waits")
    #expect(plan.decisions.map(\.call) == [CallID("2")])
    story.configure { $0.overflowQueue = QueueID("spare") }
    #expect(target(story.plan()) == QueueID("spare"))
  }

  @Test("a closed queue lets calls go, keeps them, or passes them on, as it says")
  func closed() {
    var story = RoutingStory(.longestIdle)
    story.happen(StreamName(.queue, "sales"), .queue(.closed(.init())))
    story.call("1")
    #expect(cause(story.plan()) == .closed)
    story.configure {
      $0.whenClosed = .overflow
      $0.overflowQueue = QueueID("spare")
    }
    #expect(target(story.plan()) == QueueID("spare"))
    story.configure { $0.whenClosed = .wait }
    #expect(story.plan().decisions.isEmpty)
    story.happen(StreamName(.queue, "sales"), .queue(.opened(.init())))
    #expect(story.plan().offers == ["1>anna"])
  }

  @Test("hours over midnight belong to the day on which they begin")
  func nightHours() {
    var row = QueueRoutingRow()
    row.openFromMinute = 22 * 60
    row.openToMinute = 6 * 60
    row.openWeekdays = [5]
    let hour: Int64 = 3_600_000
    let friday = Timestamp(milliseconds: 1_774_569_600_000)
    let open = (-2..<50).filter {
      row.isOpen(at: friday.adding(milliseconds: $0 * hour), in: .utc)
    }
    #expect(open == Array(22..<30))
  }

  @Test("opening hours hold in the queue's own zone, across its change of clocks")
  func hours() {
    // Berlin in 2026: an hour ahead of UTC, two from 29 March at 1:00 UTC.
    let change = Timestamp(milliseconds: 1_774_746_000_000)
    let berlin = CalendarDays(
      name: "Europe/Berlin", initialOffsetSeconds: 3_600,
      transitions: [.init(from: change, offsetSeconds: 7_200)])
    var row = QueueRoutingRow()
    row.openFromMinute = 9 * 60
    row.openToMinute = 17 * 60
    row.openWeekdays = [1, 2, 3, 4, 5]
    let hour: Int64 = 3_600_000
    let friday = Timestamp(milliseconds: 1_774_569_600_000)
    #expect(!row.isOpen(at: friday.adding(milliseconds: 8 * hour - 1), in: berlin))
    #expect(row.isOpen(at: friday.adding(milliseconds: 8 * hour), in: berlin))
    #expect(!row.isOpen(at: friday.adding(milliseconds: 16 * hour), in: berlin))
    #expect(!row.isOpen(at: friday.adding(milliseconds: 34 * hour), in: berlin), "Saturday")
    let monday = friday.adding(milliseconds: 72 * hour)
    #expect(row.isOpen(at: monday.adding(milliseconds: 7 * hour), in: berlin), "summer time")
    #expect(!row.isOpen(at: monday.adding(milliseconds: 15 * hour), in: berlin))
  }

  @Test("a queue that nobody serves, or only people who are away, is empty; a busy one is not")
  func empty() {
    var story = RoutingStory(.longestIdle, agents: ["anna"]) { $0.whenEmpty = .exit }
    story.choose(.lunch, "anna")
    story.call("1")
    #expect(cause(story.plan()) == .empty)
    story.choose(.available, "anna")
    #expect(story.route() == ["1>anna"])
    story.happen("1", .answered("anna"))
    story.call("2")
    #expect(story.plan().decisions.isEmpty)
  }

  @Test("a caller who is called back keeps the place in the line")
  func callback() throws {
    var story = RoutingStory(.longestIdle, agents: [])
    story.call("1")
    let since = story.time
    story.pass(seconds: 60)
    story.call("2")
    story.happen("1", .queueExited(.callback))
    story.happen("1", .callbackRequested(.init { $0.due = since }))
    story.happen("1", .ended())
    story.pass(seconds: 600)
    story.happen("3", .placed(.init { $0.callbackOf = CallID("1") }))
    story.happen("1", .callbackCompleted(.init()))
    story.happen("3", .calleeAnswered())
    story.happen("3", .queued())
    #expect(story.picture.calls[CallID("3")]?.waitingSince == since)
    story.join("anna")
    story.choose(.available, "anna")
    #expect(story.route() == ["3>anna"])
  }

  @Test("who is to be called back when the turn comes is, once, and before who came later")
  func callbackTurn() {
    var story = RoutingStory(.longestIdle, agents: [])
    story.call("1")
    story.happen(
      "1",
      .callbackRequested(
        .init {
          $0.due = story.time.adding(milliseconds: 3_600_000)
          $0.keepsPlace = true
        }))
    story.happen("1", .queueExited(.callback))
    story.happen("1", .ended())
    story.pass(seconds: 5)
    story.call("2")
    #expect(story.plan().decisions.isEmpty)
    story.join("anna")
    story.choose(.available, "anna")
    let plan = story.plan()
    #expect(plan.types == ["callback_due"])
    #expect(plan.decisions.map(\.call) == [CallID("1")])
    #expect(plan.decisions.map(\.version) == [5])
    story.carryOut(plan)
    #expect(story.route() == ["2>anna"], "nobody is kept free")
    #expect(story.plan().decisions.isEmpty)
  }

  @Test("a call back that reaches nobody leaves the place for the next try")
  func callbackAgain() {
    var story = RoutingStory(.longestIdle, agents: [])
    story.call("1")
    let since = story.time
    story.happen("1", .queueExited(.callback))
    story.happen("1", .ended())
    for id in ["2", "3"] {
      story.pass(seconds: 60)
      story.happen(id, .placed(.init { $0.callbackOf = CallID("1") }))
      if id == "2" { story.happen(id, .connectFailed()) }
    }
    story.happen("3", .calleeAnswered())
    story.happen("3", .queued())
    #expect(story.picture.calls[CallID("3")]?.waitingSince == since)
  }
}
