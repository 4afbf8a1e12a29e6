internal import Engine
internal import EventLog
internal import NIOCore
internal import Synchronization

/// What all streams of views share: the views, who is to be woken, and the frames made last.
final class ViewStreams: Sendable {
  /// Changes ready to be sent.
  enum Frames: Sendable {
    /// `isAll` says whether the view stands at `through`.
    case frames(ViewBatch, through: UInt64, isAll: Bool)
    /// It is no longer known what changed: a snapshot is needed.
    case lost
  }

  private struct FrameKey: Hashable {
    let view: String
    let since: UInt64
    let generation: UInt64
    let chained: Bool
  }

  private struct State {
    var members = 0
    var nextMember: UInt64 = 0
    /// Those who wait for the views to move, once each.
    var armed: [UInt64: StreamSignal] = [:]
    /// Frames by where they start; all are of views at `framesPosition`.
    var frames: [FrameKey: ViewBatch] = [:]
    var framesPosition: UInt64 = 0
  }

  /// Rows written at a time for one who takes every change: this much memory a subscriber that has
  /// fallen behind.
  private static let framesBytesMax = 64 << 10
  /// The same for one who takes the latest values: fewer looks at what has changed, each of which
  /// passes over all of it.
  private static let latestBytesMax = 1 << 20

  let feed: ViewFeed
  let workers: Workers
  private let log: any EventLog
  private let state = Mutex(State())

  init(feed: ViewFeed, log: any EventLog, workers: Workers) {
    self.feed = feed
    self.log = log
    self.workers = workers
  }

  /// Begins to watch the views; the observation ends with the feed.
  func start() {
    _ = feed.observe { [weak self] _ in self?.wakeAll() }
  }

  var epoch: Epoch { log.epoch }
  var head: UInt64 { log.head }
  /// Where the views stand.
  var position: UInt64 { feed.position }

  /// The number of streams.
  var subscribers: Int {
    state.withLock { $0.members }
  }

  /// Counts a stream in.
  ///
  /// - Returns: its membership.
  func join() -> UInt64 {
    state.withLock { state in
      state.members += 1
      state.nextMember += 1
      return state.nextMember
    }
  }

  func leave(_ member: UInt64) {
    state.withLock { state in
      state.members -= 1
      state.armed.removeValue(forKey: member)
    }
  }

  /// Has a stream woken once, when the views move. A stream that is at work, or that holds changes
  /// back, asks for nothing, so that a busy log does not wake it in vain.
  ///
  /// - Parameter position: where it has seen the views.
  /// - Returns: false where they have moved already.
  func arm(_ member: UInt64, _ signal: StreamSignal, at position: UInt64) -> Bool {
    state.withLock { $0.armed[member] = signal }
    return feed.position <= position
  }

  /// The frames for a subscriber that holds a view of a position: the rows changed since, the last
  /// one with the cursor that it then has.
  ///
  /// Made once for all subscribers at the same position. One that is far behind gets a part.
  ///
  /// - Parameters:
  ///   - generation: that of the rows which the subscriber holds.
  ///   - chained: what each event has changed by itself, each frame naming the one before it; else
  ///     the latest value of each row.
  func frames(
    of view: String, since position: UInt64, generation: UInt64, chained: Bool
  ) -> Frames {
    let key = FrameKey(view: view, since: position, generation: generation, chained: chained)
    if let known = known(key) { return known }
    let found =
      chained
      ? feed.everyChange(
        view: view, since: position, generation: generation, bytesMax: Self.framesBytesMax)
      : feed.changes(
        view: view, since: position, generation: generation, bytesMax: Self.latestBytesMax)
    guard case .rows(let changes, let through, let isAll) = found else { return .lost }
    let batch = ViewBatch(
      changes, through: Cursor(epoch: epoch, position: through), chained: chained)
    guard isAll else { return .frames(batch, through: through, isAll: false) }
    state.withLock { state in
      if state.framesPosition != through {
        state.frames.removeAll(keepingCapacity: true)
        state.framesPosition = through
      }
      state.frames[key] = batch
    }
    return .frames(batch, through: through, isAll: true)
  }

  private func known(_ key: FrameKey) -> Frames? {
    let position = feed.position
    guard feed.generation(ofView: key.view) == key.generation else { return nil }
    return state.withLock { state in
      guard state.framesPosition == position, let batch = state.frames[key] else { return nil }
      return .frames(batch, through: position, isAll: true)
    }
  }

  private func wakeAll() {
    let signals = state.withLock { state in
      defer { state.armed.removeAll(keepingCapacity: true) }
      return Array(state.armed.values)
    }
    for signal in signals { signal.raise() }
  }
}
