internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

/// The body of a live view: a snapshot, then the rows that change.
///
/// Lives on its stream's loop. Pages of a snapshot are read by a worker one at a time, when the
/// peer has taken the one before; changes come out of memory and are written out once for all
/// subscribers that stand at the same position.
final class ViewStreamSource: HTTPBodySource {
  /// What it reads.
  struct Reading: Sendable {
    let view: String
    let streams: ViewStreams
    let serverTime: @Sendable () -> String
    /// Whether each frame names the one before it: not where changes are coalesced.
    let chains: Bool
  }

  /// Rows in one frame of a snapshot.
  static let rowsMax = 250

  private let reading: Reading
  private let signal: StreamSignal
  private let inbox = Inbox<Result<ViewPage, LogFailure>>()
  private var state: ViewSubscriptionState
  /// Which making of the view's rows the subscriber holds; nil before the first.
  private var generation: UInt64?
  private var clock: AlarmClock
  private let membership: UInt64
  private var isReading = false
  /// Whether the page that is being read is of a snapshot that was broken off.
  private var isPageOutdated = false
  private var isOver = false
  private var failure: LogFailure?
  private var rest = ByteBuffer()

  /// - Parameters:
  ///   - start: where the subscription begins.
  ///   - coalesces: whether only the newest value of a row is sent, every now and then.
  ///   - signal: raised when a read is done, the view has moved, or the time has come.
  init(
    _ reading: Reading, loop: any EventLoop, signal: StreamSignal, start: ViewStreamStart,
    coalesces: Bool
  ) {
    self.reading = reading
    self.signal = signal
    clock = AlarmClock(loop: loop, signal: signal)
    let feed = reading.streams.feed
    var start = start
    if case .resumed(let position) = start {
      generation = feed.generation(ofView: reading.view, heldAt: position)
      if generation == nil { start = .reset(.forgotten) }
    }
    state = start.state(coalesces: coalesces, now: clock.now)
    if !coalesces { feed.followClosely(view: reading.view) }
    membership = reading.streams.join()
    ServerSentEvents.retry(into: &rest)
  }

  func pull(upTo byteCount: Int) -> HTTPBodyPull {
    while rest.readableBytes == 0 {
      if failure != nil { return .abort(.internalError) }
      if isOver { return .end }
      if hasLostGeneration { loseRows() }
      let (now, position) = (clock.now, reading.streams.position)
      switch state.next(position: position, now: now) {
      case .sendSnapshot(let key):
        guard takePage() || read(after: key) else { return .pending }
      case .sendChanges(let position):
        sendChanges(since: position, now: now)
      case .wait:
        clock.set(at: state.deadline)
        let rests = state.holdsChanges || reading.streams.arm(membership, signal, at: position)
        if rests, !hasLostGeneration { return .pending }
      case .reset(let reason): writeReset(reason)
      case .caughtUp(let position): writeCaughtUp(position)
      case .heartbeat: writeHeartbeat()
      }
    }
    return .data(takeRest(byteCount))
  }

  func drain() {
    isOver = true
  }

  func closed() {
    clock.stop()
    signal.end()
    reading.streams.leave(membership)
  }

  /// Whether the view was made anew since the rows that the subscriber holds.
  private var hasLostGeneration: Bool {
    guard let generation else { return false }
    return generation != reading.streams.feed.generation(ofView: reading.view)
  }

  private func loseRows() {
    generation = nil
    isPageOutdated = isReading
    state.changesLost()
  }

  private func takeRest(_ byteCount: Int) -> ByteBuffer {
    guard rest.readableBytes > byteCount, let piece = rest.readSlice(length: byteCount) else {
      defer { rest = ByteBuffer() }
      return rest
    }
    return piece
  }
}

// MARK: The snapshot

extension ViewStreamSource {
  private func takePage() -> Bool {
    guard let result = inbox.take() else { return false }
    isReading = false
    guard !isPageOutdated else {
      isPageOutdated = false
      return false
    }
    switch result {
    case .success(let page) where generation ?? page.generation != page.generation: loseRows()
    case .success(let page):
      generation = page.generation
      writeSnapshot(page)
    case .failure(let failure):
      self.failure = failure
      ServerSentEvents.write("error", .raw(ProblemReport(telling: failure).json), into: &rest)
    }
    return true
  }

  private func read(after key: String?) -> Bool {
    guard !isReading else { return false }
    isReading = true
    let (reading, inbox, signal) = (reading, inbox, signal)
    reading.streams.workers.run {
      inbox.put(
        Result { () throws(LogFailure) in
          try reading.streams.feed.page(view: reading.view, after: key, limit: Self.rowsMax)
        })
      signal.raise()
    }
    return takePage()
  }

  private func writeSnapshot(_ page: ViewPage) {
    let isLast = page.rows.count < Self.rowsMax
    let base = state.snapshotBase(at: page.position)
    state.snapshotSent(at: page.position, next: isLast ? nil : page.rows.last?.key)
    let rows = page.rows.map { row in
      JSONValue.object([("key", .text(row.key)), ("value", .raw(row.value))])
    }
    ServerSentEvents.write(
      "snapshot", id: isLast ? cursor(base) : nil,
      .object([
        ("position", .position(base)), ("rows", .array(rows)), ("more", .flag(!isLast)),
      ]), into: &rest)
  }
}

// MARK: Changes and marks

extension ViewStreamSource {
  private func sendChanges(since position: UInt64, now: Int64) {
    switch reading.streams.frames(
      of: reading.view, since: position, generation: generation ?? 0, chained: reading.chains)
    {
    case .lost: loseRows()
    case .frames(let batch, let through, let isAll):
      batch.write(previous: state.lastFrame, into: &rest)
      state.changesSent(through: through, isTold: !batch.isEmpty, isAll: isAll, now: now)
    }
  }

  private func writeReset(_ reason: ViewSubscriptionState.ResetReason) {
    ServerSentEvents.write(
      "reset",
      .object([
        ("reason", .text(reason.rawValue)),
        ("epoch", .text(reading.streams.epoch.description)),
      ]), into: &rest)
  }

  private func writeCaughtUp(_ position: UInt64) {
    ServerSentEvents.write(
      "caught-up", id: cursor(position), .object([("position", .position(position))]), into: &rest)
  }

  private func writeHeartbeat() {
    ServerSentEvents.write(
      "heartbeat", id: state.isLive ? cursor(state.cursor) : nil,
      .object([
        ("head", .position(reading.streams.head)), ("time", .text(reading.serverTime())),
      ]), into: &rest)
  }

  private func cursor(_ position: UInt64) -> Cursor {
    Cursor(epoch: reading.streams.epoch, position: position)
  }
}
