/// Counts what a peer does that costs it little and us much, and says when it is too much.
struct AbuseMeter: ~Copyable {
  /// A frame of the peer that is metered.
  enum Act: CaseIterable {
    case reset, ping, settings, idleFrame, emptyData, windowUpdate
  }

  private var resets: TokenBucket
  private var pings: TokenBucket
  private var settings: TokenBucket
  private var idleFrames: TokenBucket
  private var emptyDataFrames: TokenBucket
  private var windowUpdates: TokenBucket

  init(limits: HTTPLimits, at now: Int64) {
    resets = TokenBucket(limits.resets, at: now)
    pings = TokenBucket(limits.pings, at: now)
    settings = TokenBucket(limits.settings, at: now)
    idleFrames = TokenBucket(limits.idleFrames, at: now)
    emptyDataFrames = TokenBucket(limits.emptyDataFrames, at: now)
    windowUpdates = TokenBucket(limits.windowUpdates, at: now)
  }

  /// Counts an act; false when the peer has overdone it.
  mutating func admit(_ act: Act, at now: Int64) -> Bool {
    switch act {
    case .reset: resets.take(at: now)
    case .ping: pings.take(at: now)
    case .settings: settings.take(at: now)
    case .idleFrame: idleFrames.take(at: now)
    case .emptyData: emptyDataFrames.take(at: now)
    case .windowUpdate: windowUpdates.take(at: now)
    }
  }

  /// A HEADERS or DATA frame of a response went out, which a peer may answer by a ping and window
  /// updates (see `HTTPLimits.pings` and `HTTPLimits.windowUpdates`).
  mutating func responseFrameSent() {
    pings.giveBack(1)
    windowUpdates.giveBack(4)
  }
}
