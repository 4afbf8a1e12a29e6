/// What a subscriber to a view is sent next: a snapshot page by page, then the rows that change.
///
/// The pages of a large view are read at different moments. Every row that changed after the first
/// page was read is sent again as a change, so when the stream says that it has caught up the
/// subscriber holds the view of one position. A value without I/O, as `SubscriptionState`.
struct ViewSubscriptionState: ~Copyable {
  /// One thing to do.
  enum Step: Equatable {
    /// Say that what was resumed from cannot be continued; a snapshot follows.
    case reset(ResetReason)
    /// Read rows after a key and report them with `snapshotSent`.
    case sendSnapshot(after: String?)
    /// Send what has changed since a position and report it with `changesSent` or `changesLost`.
    case sendChanges(since: UInt64)
    case caughtUp(at: UInt64)
    case heartbeat
    /// Nothing to do before the view moves or `deadline`.
    case wait
  }

  /// Why a snapshot is sent anew.
  enum ResetReason: String, Sendable, Equatable {
    /// The cursor belongs to another life of the log.
    case epoch = "other epoch"
    /// The cursor is ahead of the log.
    case ahead = "ahead of the log"
    /// What changed since is no longer known.
    case forgotten = "changes no longer known"
  }

  private enum Phase {
    case resetting(ResetReason)
    case snapshot(after: String?, base: UInt64?)
    case live
  }

  /// The least time between two batches of changes in coalescing mode.
  static let coalescingMilliseconds: Int64 = 250

  private let coalesces: Bool
  private var phase: Phase
  private var nextHeartbeat: Int64
  private var nextBatch: Int64
  private var hasCaughtUp = false
  private var hasChangesWaiting = false
  /// The subscriber holds the view of this position.
  private(set) var cursor: UInt64
  /// The position that the last frame named, or the cursor that was resumed from: events that leave
  /// the view untouched move `cursor` alone.
  private(set) var lastFrame: UInt64

  /// - Parameters:
  ///   - cursor: what is resumed from; nil for a fresh subscriber.
  ///   - now: milliseconds of any clock that never steps back.
  init(resumingFrom cursor: UInt64?, coalesces: Bool, now: Int64) {
    self.coalesces = coalesces
    self.cursor = cursor ?? 0
    lastFrame = self.cursor
    phase = cursor == nil ? .snapshot(after: nil, base: nil) : .live
    nextHeartbeat = now
    nextBatch = now
  }

  /// A subscriber whose cursor cannot be resumed.
  init(resetting reason: ResetReason, coalesces: Bool, now: Int64) {
    self.init(resumingFrom: nil, coalesces: coalesces, now: now)
    phase = .resetting(reason)
  }

  /// Whether it waits for its time, not for the view: changes are held back.
  var holdsChanges: Bool { hasChangesWaiting }

  /// When `next` is to be asked again at the latest.
  var deadline: Int64 {
    hasChangesWaiting ? min(nextBatch, nextHeartbeat) : nextHeartbeat
  }

  /// Whether the subscriber holds the whole view of `cursor`.
  var isLive: Bool {
    if case .live = phase { true } else { false }
  }

  /// The next thing to do.
  ///
  /// - Parameter position: where the view stands.
  mutating func next(position: UInt64, now: Int64) -> Step {
    if now >= nextHeartbeat {
      nextHeartbeat = now + SubscriptionState.heartbeatMilliseconds
      if isLive { lastFrame = cursor }
      return .heartbeat
    }
    switch phase {
    case .resetting(let reason):
      phase = .snapshot(after: nil, base: nil)
      return .reset(reason)
    case .snapshot(let key, _):
      return .sendSnapshot(after: key)
    case .live:
      return follow(position, now: now)
    }
  }

  /// Reports a page of the snapshot.
  ///
  /// - Parameters:
  ///   - position: where the view stood when the page was read.
  ///   - next: the last key of the page, or nil where it was the last page.
  mutating func snapshotSent(at position: UInt64, next: String?) {
    guard case .snapshot(_, let base) = phase else { return }
    if let next {
      phase = .snapshot(after: next, base: base ?? position)
    } else {
      cursor = base ?? position
      lastFrame = cursor
      phase = .live
    }
  }

  /// The position that the snapshot under way is of.
  func snapshotBase(at position: UInt64) -> UInt64 {
    if case .snapshot(_, let base?) = phase { base } else { position }
  }

  /// Reports that the subscriber now holds the view of a position.
  ///
  /// - Parameters:
  ///   - isTold: whether a frame says so: none does where the view is as it was.
  ///   - isAll: whether the view stands there; where not, what follows is not held back.
  mutating func changesSent(through position: UInt64, isTold: Bool, isAll: Bool, now: Int64) {
    cursor = max(cursor, position)
    if isTold { lastFrame = cursor }
    hasChangesWaiting = false
    nextBatch = isAll ? now + Self.coalescingMilliseconds : now
  }

  /// Reports that what changed is no longer known.
  mutating func changesLost() {
    phase = .resetting(.forgotten)
    hasCaughtUp = false
    hasChangesWaiting = false
  }

  private mutating func follow(_ position: UInt64, now: Int64) -> Step {
    guard position > cursor else {
      if hasCaughtUp { return .wait }
      hasCaughtUp = true
      lastFrame = cursor
      return .caughtUp(at: cursor)
    }
    if coalesces, hasCaughtUp, now < nextBatch {
      hasChangesWaiting = true
      return .wait
    }
    return .sendChanges(since: cursor)
  }
}
