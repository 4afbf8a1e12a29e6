import Testing

@testable import API

@Suite("What a subscriber to a view is sent next")
struct ViewSubscriptionStateTests {
  @Test("a fresh subscriber gets the time, a snapshot page by page, what changed meanwhile, a mark")
  func fresh() {
    var state = ViewSubscriptionState(resumingFrom: nil, coalesces: false, now: 0)
    #expect(state.next(position: 10, now: 0) == .heartbeat)
    #expect(state.next(position: 10, now: 0) == .sendSnapshot(after: nil))
    let isLive = state.isLive
    #expect(!isLive)
    state.snapshotSent(at: 10, next: "m")
    #expect(state.next(position: 12, now: 0) == .sendSnapshot(after: "m"))
    #expect(state.snapshotBase(at: 12) == 10)
    state.snapshotSent(at: 12, next: nil)
    #expect(state.next(position: 12, now: 0) == .sendChanges(since: 10))
    state.changesSent(through: 12, isTold: true, isAll: true, now: 0)
    #expect(state.next(position: 12, now: 0) == .caughtUp(at: 12))
    #expect(state.next(position: 12, now: 0) == .wait)
    #expect(state.next(position: 13, now: 1) == .sendChanges(since: 12))
  }

  @Test("a resumed subscriber gets what changed since")
  func resumed() {
    var state = ViewSubscriptionState(resumingFrom: 7, coalesces: false, now: 0)
    #expect(state.next(position: 9, now: 0) == .heartbeat)
    #expect(state.next(position: 9, now: 0) == .sendChanges(since: 7))
    state.changesSent(through: 9, isTold: true, isAll: true, now: 0)
    #expect(state.next(position: 9, now: 0) == .caughtUp(at: 9))
  }

  @Test("what can no longer be told is reset, and a snapshot follows")
  func forgotten() {
    var state = ViewSubscriptionState(resumingFrom: 7, coalesces: false, now: 0)
    #expect(state.next(position: 9, now: 0) == .heartbeat)
    #expect(state.next(position: 9, now: 0) == .sendChanges(since: 7))
    state.changesLost()
    #expect(state.next(position: 9, now: 0) == .reset(.forgotten))
    #expect(state.next(position: 9, now: 0) == .sendSnapshot(after: nil))
  }

  @Test("changes are held back for a quarter of a second where they are coalesced")
  func coalescing() {
    var state = ViewSubscriptionState(resumingFrom: 5, coalesces: true, now: 0)
    #expect(state.next(position: 5, now: 0) == .heartbeat)
    #expect(state.next(position: 5, now: 0) == .caughtUp(at: 5))
    #expect(state.next(position: 6, now: 0) == .sendChanges(since: 5))
    state.changesSent(through: 6, isTold: true, isAll: true, now: 0)
    #expect(state.next(position: 7, now: 100) == .wait)
    var deadline = state.deadline
    #expect(deadline == 250)
    #expect(state.next(position: 8, now: 250) == .sendChanges(since: 6))
    state.changesSent(through: 8, isTold: true, isAll: true, now: 250)
    deadline = state.deadline
    #expect(deadline == 5_000)
  }

  @Test("what is left of changes that were sent in part is not held back")
  func inParts() {
    var state = ViewSubscriptionState(resumingFrom: 5, coalesces: true, now: 0)
    #expect(state.next(position: 5, now: 0) == .heartbeat)
    #expect(state.next(position: 5, now: 0) == .caughtUp(at: 5))
    #expect(state.next(position: 9, now: 0) == .sendChanges(since: 5))
    state.changesSent(through: 7, isTold: true, isAll: false, now: 0)
    #expect(state.next(position: 9, now: 0) == .sendChanges(since: 7))
    state.changesSent(through: 9, isTold: true, isAll: true, now: 0)
    #expect(state.next(position: 10, now: 0) == .wait)
  }

  @Test("the last frame is where the subscriber was told that it is")
  func lastFrame() {
    var state = ViewSubscriptionState(resumingFrom: 5, coalesces: false, now: 0)
    var told: [UInt64] = [state.lastFrame]
    #expect(state.next(position: 8, now: 0) == .heartbeat)
    #expect(state.next(position: 8, now: 0) == .sendChanges(since: 5))
    state.changesSent(through: 8, isTold: false, isAll: true, now: 0)
    told.append(state.lastFrame)
    #expect(state.next(position: 8, now: 0) == .caughtUp(at: 8))
    told.append(state.lastFrame)
    #expect(state.next(position: 9, now: 0) == .sendChanges(since: 8))
    state.changesSent(through: 9, isTold: false, isAll: true, now: 0)
    told.append(state.lastFrame)
    #expect(state.next(position: 9, now: 5_000) == .heartbeat)
    told.append(state.lastFrame)
    #expect(told == [5, 5, 8, 8, 9])
  }

  @Test("a heartbeat comes every five seconds, also during a long snapshot")
  func heartbeats() {
    var state = ViewSubscriptionState(resumingFrom: nil, coalesces: false, now: 0)
    #expect(state.next(position: 1, now: 0) == .heartbeat)
    #expect(state.next(position: 1, now: 1) == .sendSnapshot(after: nil))
    state.snapshotSent(at: 1, next: "a")
    #expect(state.next(position: 1, now: 5_000) == .heartbeat)
    #expect(state.next(position: 1, now: 5_000) == .sendSnapshot(after: "a"))
  }
}
