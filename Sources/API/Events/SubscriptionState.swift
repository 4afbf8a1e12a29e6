/// What a subscriber to the log is sent next.
///
/// A value without I/O: the stream's source asks `next`, carries the step out, and reports what was
/// delivered. New events only move the end of the ring; nothing is buffered here, so there is
/// nothing to reconcile between catching up and following live.
struct SubscriptionState: ~Copyable {
  /// What the subscriber asked for.
  struct Terms: Sendable, Equatable {
    /// The last position that it wants; `UInt64.max` for no end.
    var through = UInt64.max
    /// Whether it stays once it has seen everything.
    var follows = true
    /// Events that it wants at most.
    var countMax = Int.max
  }

  /// One thing to do.
  enum Step: Equatable {
    /// Send what the ring holds after a position, and report it with `delivered`.
    case sendFromRing(after: UInt64, through: UInt64)
    /// Read the log after a position, send what is found, and report it with `delivered`.
    case sendFromLog(after: UInt64, through: UInt64)
    /// Send a mark; nothing to report.
    case caughtUp(at: UInt64)
    case fellBehind(at: UInt64, end: UInt64)
    /// Name a position up to which everything has been sent or left out.
    case checkpoint(UInt64)
    case heartbeat(end: UInt64)
    /// Nothing to do before the ring grows or the time has come.
    case wait
    /// Everything that was asked for has been sent.
    case end
  }

  private enum Phase {
    case catchingUp, live, ended
  }

  /// Milliseconds between two heartbeats, and between two checkpoints of a filtered stream.
  static let heartbeatMilliseconds: Int64 = 5_000
  /// Events left out after which a filtered stream names its place.
  static let checkpointEvents: UInt64 = 1_000

  private let terms: Terms
  private var phase = Phase.catchingUp
  /// Everything up to here has been sent or left out.
  private(set) var cursor: UInt64
  /// The position of the last event that was sent, or the cursor that was resumed from.
  private(set) var lastFrame: UInt64
  /// The position that the subscriber would resume from if it broke off now.
  private var named: UInt64
  private var remaining: Int
  private var nextHeartbeat: Int64
  private var hasCaughtUp = false

  /// - Parameters:
  ///   - cursor: exclusive; what is resumed from.
  ///   - now: milliseconds of any clock that never steps back.
  init(resumingFrom cursor: UInt64, terms: Terms, now: Int64) {
    self.terms = terms
    self.cursor = cursor
    lastFrame = cursor
    named = cursor
    remaining = terms.countMax
    nextHeartbeat = now + Self.heartbeatMilliseconds
  }

  /// How many more events may be sent; `Int.max` for any number, which never becomes less.
  var countLeft: Int { remaining }

  /// When `next` is to be asked again at the latest.
  var deadline: Int64 { nextHeartbeat }

  /// Whether `next` would say `wait`.
  func isQuiet(_ ring: EventRing.Coverage, now: Int64) -> Bool {
    phase == .live && cursor >= ring.end && cursor < terms.through && remaining > 0
      && now < nextHeartbeat && cursor - named < Self.checkpointEvents
  }

  /// The next thing to do.
  mutating func next(_ ring: EventRing.Coverage, now: Int64) -> Step {
    guard phase != .ended else { return .end }
    if cursor >= terms.through || remaining <= 0 { return finish() }
    if now >= nextHeartbeat { return beat(ring, now: now) }
    if cursor - named >= Self.checkpointEvents { return name() }
    if cursor < ring.end { return send(ring) }
    guard phase == .catchingUp else { return .wait }
    return catchUp(ring, now: now)
  }

  /// Reports what a step has sent.
  ///
  /// - Parameters:
  ///   - position: everything up to here has been sent or left out.
  ///   - lastEvent: the position of the last event that was sent, if one was.
  ///   - count: the number of events that were sent.
  mutating func delivered(through position: UInt64, lastEvent: UInt64?, count: Int) {
    precondition(position >= cursor)
    cursor = position
    if remaining != .max { remaining -= count }
    if let lastEvent {
      lastFrame = lastEvent
      named = lastEvent
    }
  }

  private mutating func finish() -> Step {
    if !hasCaughtUp, cursor >= terms.through {
      hasCaughtUp = true
      named = cursor
      return .caughtUp(at: cursor)
    }
    if named < cursor { return name() }
    phase = .ended
    return .end
  }

  private mutating func beat(_ ring: EventRing.Coverage, now: Int64) -> Step {
    if named < cursor { return name() }
    nextHeartbeat = now + Self.heartbeatMilliseconds
    return .heartbeat(end: max(ring.end, cursor))
  }

  private mutating func name() -> Step {
    named = cursor
    return .checkpoint(cursor)
  }

  private mutating func send(_ ring: EventRing.Coverage) -> Step {
    let through = min(ring.end, terms.through)
    if ring.covers(after: cursor) { return .sendFromRing(after: cursor, through: through) }
    if phase == .live {
      phase = .catchingUp
      return .fellBehind(at: cursor, end: ring.end)
    }
    return .sendFromLog(after: cursor, through: through)
  }

  private mutating func catchUp(_ ring: EventRing.Coverage, now: Int64) -> Step {
    if !hasCaughtUp, terms.follows { nextHeartbeat = now }
    hasCaughtUp = true
    named = cursor
    phase = terms.follows ? .live : .ended
    return .caughtUp(at: cursor)
  }
}
