/// What a connection has been waiting for and since when, in milliseconds of the loop's clock.
///
/// One sweep a second over all connections of a loop asks it, instead of a timer for each.
struct ConnectionTimers {
  /// What is due.
  enum Due: Equatable {
    case nothing
    /// Ask the peer whether it is there.
    case ping
    /// Say goodbye: nothing has happened for long.
    case idle
    /// A header block is not coming to an end.
    case headerTooSlow
    /// The peer does not answer, or does not take what it asked for.
    case dead
  }

  private var idleSince: Int64?
  private var heardAt: Int64
  private var pingedAt: Int64?
  private var headerSince: Int64?
  private var stalledSince: Int64?

  init(at now: Int64) {
    idleSince = now
    heardAt = now
  }

  /// A whole frame or request part came.
  mutating func heard(at now: Int64) {
    heardAt = now
    pingedAt = nil
  }

  /// A header block began, or has ended.
  mutating func header(begunAt now: Int64?) {
    headerSince = now
  }

  /// The number of open streams changed.
  mutating func streams(open: Int, at now: Int64) {
    idleSince = open == 0 ? now : nil
  }

  /// The peer stopped taking output, or takes it again: a sign of life, behind which the PING that
  /// it has not answered may still be waiting to be read.
  mutating func writable(_ isWritable: Bool, at now: Int64) {
    if isWritable, stalledSince != nil { heard(at: now) }
    stalledSince = isWritable ? nil : stalledSince ?? now
  }

  /// What is due now. `ping` is returned once for each silence.
  mutating func due(at now: Int64, limits: HTTPLimits) -> Due {
    if let headerSince, now - headerSince >= limits.headerMilliseconds { return .headerTooSlow }
    if let stalledSince, now - stalledSince >= limits.writeStallMilliseconds { return .dead }
    if let idleSince { return now - idleSince >= limits.idleMilliseconds ? .idle : .nothing }
    if let pingedAt { return now - pingedAt >= limits.silenceMilliseconds ? .dead : .nothing }
    guard now - heardAt >= limits.silenceMilliseconds else { return .nothing }
    pingedAt = now
    return .ping
  }
}
