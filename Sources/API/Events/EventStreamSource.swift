internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

/// The body of a stream of events: a cursor that is carried over the log, then over the ring.
///
/// Lives on its stream's loop. What it holds at a time is two pages of about `pageBytes` while it
/// catches up, and nothing while it follows.
final class EventStreamSource: HTTPBodySource {
  /// What it reads and how it writes.
  struct Reading: Sendable {
    let log: any EventLog
    let feed: EventFeed
    let workers: Workers
    let framing: EventFraming
    let filter: EventFilter
    let serverTime: @Sendable () -> String
    let fellBehind: Counter
    /// Where a stream that does not follow ends; nil follows.
    let fixedEnd: UInt64?
  }

  /// Events that a read of the log has found, written out.
  private struct Page: Sendable {
    let after: UInt64
    var bytes = ByteBuffer()
    var through: UInt64
    var lastEvent: UInt64?
    var count = 0
  }

  /// Bytes of the log that are looked at in one read while catching up: this much memory a
  /// subscriber that does not read.
  static let pageBytes = 64 * 1024
  /// Slices of the ring at least this long go out as they are; shorter ones are gathered.
  private static let gatherBytes = 4 * 1024

  private let reading: Reading
  private let signal: StreamSignal
  private let inbox = Inbox<Result<Page, LogFailure>>()
  private var state: SubscriptionState
  private var clock: AlarmClock
  private var isReading = false
  private var isDraining = false
  private var failure: LogFailure?
  /// What is left of a page that is on its way out.
  private var rest = ByteBuffer()

  /// - Parameter signal: raised when a read is done or the time has come.
  init(
    _ reading: Reading, resumingFrom cursor: UInt64, terms: SubscriptionState.Terms,
    loop: any EventLoop, signal: StreamSignal
  ) {
    self.reading = reading
    self.signal = signal
    clock = AlarmClock(loop: loop, signal: signal)
    state = SubscriptionState(resumingFrom: cursor, terms: terms, now: clock.now)
    if reading.framing.format == .serverSentEvents { ServerSentEvents.retry(into: &rest) }
    if reading.fixedEnd == nil { reading.feed.join() }
  }

  func pull(upTo byteCount: Int) -> HTTPBodyPull {
    if rest.readableBytes > 0 { return .data(takeRest(byteCount)) }
    var out = ByteBuffer()
    while out.readableBytes < min(byteCount, Self.gatherBytes) {
      if failure != nil { return out.readableBytes > 0 ? .data(out) : .abort(.internalError) }
      if isDraining { return out.readableBytes > 0 ? .data(out) : .end }
      let step = state.next(coverage, now: clock.now)
      switch step {
      case .sendFromRing(let position, let end):
        if let slice = sendFromRing(after: position, through: end, byteCount, &out) {
          return .data(slice)
        }
      case .sendFromLog(let position, let end):
        guard takePage(after: position, &out) || read(after: position, through: end, &out) else {
          return out.readableBytes > 0 ? .data(out) : .pending
        }
        if state.cursor < end { prefetch(through: end) }
        if rest.readableBytes > 0 {
          return .data(out.readableBytes > 0 ? out : takeRest(byteCount))
        }
      case .wait:
        clock.set(at: state.deadline)
        return out.readableBytes > 0 ? .data(out) : .pending
      case .end:
        return out.readableBytes > 0 ? .data(out) : .end
      case .caughtUp, .fellBehind, .checkpoint, .heartbeat:
        if case .fellBehind = step, reading.framing.format == .serverSentEvents {
          reading.fellBehind.add()
        }
        reading.framing.writeMark(step, time: reading.serverTime(), into: &out)
      }
    }
    return .data(out)
  }

  func drain() {
    isDraining = true
  }

  func closed() {
    clock.stop()
    signal.end()
    if reading.fixedEnd == nil { reading.feed.leave() }
  }

  /// The ring as this stream may use it: only blocks of server-sent events are in it.
  private var coverage: EventRing.Coverage {
    if let end = reading.fixedEnd { return EventRing.Coverage(floor: end, end: end) }
    let coverage = reading.feed.ring.coverage
    guard reading.framing.format == .lines else { return coverage }
    return EventRing.Coverage(floor: coverage.end, end: coverage.end)
  }

  private func takeRest(_ byteCount: Int) -> ByteBuffer {
    guard rest.readableBytes > byteCount, let piece = rest.readSlice(length: byteCount) else {
      defer { rest = ByteBuffer() }
      return rest
    }
    return piece
  }
}

// MARK: Live, from the ring

extension EventStreamSource {
  /// Sends the next blocks of the ring: a long slice as it is, a short one gathered into `out`.
  ///
  /// - Returns: a slice that is to go out now.
  private func sendFromRing(
    after position: UInt64, through end: UInt64, _ byteCount: Int, _ out: inout ByteBuffer
  ) -> ByteBuffer? {
    // The ring may have moved on since its coverage was asked for: the next step then sees that.
    guard let segment = reading.feed.ring.segment(after: position) else { return nil }
    guard reading.filter.isEmpty, state.countLeft == .max else {
      sendChosen(of: segment, after: position, through: end, &out)
      return nil
    }
    let room = byteCount - out.readableBytes
    guard let slice = segment.slice(after: position, upTo: room, through: end) else { return nil }
    if out.readableBytes > 0, slice.bytes.readableBytes > room { return takeAll(&out) }
    let count = Int(slice.last - position)
    state.delivered(through: slice.last, lastEvent: slice.last, count: count)
    if out.readableBytes == 0, slice.bytes.readableBytes >= Self.gatherBytes { return slice.bytes }
    out.writeImmutableBuffer(slice.bytes)
    return nil
  }

  /// Sends the events of a segment that pass the filter, each with its own `prev`.
  private func sendChosen(
    of segment: RingSegment, after position: UInt64, through end: UInt64, _ out: inout ByteBuffer
  ) {
    var text: [UInt8] = []
    var last: UInt64?
    var count = 0
    for event in segment.events(after: position, passing: reading.filter) {
      guard event.position <= end, count < state.countLeft, text.count < Self.pageBytes else {
        break
      }
      reading.framing.write(event, previous: last ?? state.lastFrame, into: &text)
      last = event.position
      count += 1
    }
    let isCut = text.count >= Self.pageBytes || count == state.countLeft
    let through = isCut ? last ?? position : min(segment.last, end)
    state.delivered(through: through, lastEvent: last, count: count)
    out.writeBytes(text)
  }

  private func takeAll(_ out: inout ByteBuffer) -> ByteBuffer {
    defer { out = ByteBuffer() }
    return out
  }
}

// MARK: Catching up, from the log

extension EventStreamSource {
  /// Takes a page that a worker has left.
  ///
  /// - Returns: whether there was one, or a failure; a page read ahead from a place that the stream
  ///   has meanwhile come past by the ring is dropped.
  private func takePage(after position: UInt64, _ out: inout ByteBuffer) -> Bool {
    guard let result = inbox.take() else { return false }
    isReading = false
    switch result {
    case .success(let page):
      guard page.after == position else { return false }
      state.delivered(through: page.through, lastEvent: page.lastEvent, count: page.count)
      rest = page.bytes
    case .failure(let failure):
      self.failure = failure
      report(failure, into: &out)
    }
    return true
  }

  /// Asks a worker for the next page.
  ///
  /// - Returns: whether the page is there already.
  private func read(
    after position: UInt64, through end: UInt64, _ out: inout ByteBuffer
  ) -> Bool {
    prefetch(through: end)
    return takePage(after: position, &out)
  }

  /// Has the page after the cursor read, if none is being read: while one page goes out, the next
  /// one is made.
  private func prefetch(through end: UInt64) {
    guard !isReading, state.countLeft > 0, failure == nil else { return }
    isReading = true
    let (reading, inbox, signal) = (reading, inbox, signal)
    let (position, previous, countMax) = (state.cursor, state.lastFrame, state.countLeft)
    reading.workers.run {
      inbox.put(
        Self.page(reading, after: position, through: end, previous: previous, countMax: countMax))
      signal.raise()
    }
  }

  private static func page(
    _ reading: Reading, after position: UInt64, through end: UInt64, previous: UInt64,
    countMax: Int
  ) -> Result<Page, LogFailure> {
    var page = Page(after: position, through: position)
    var text: [UInt8] = []
    do throws(LogFailure) {
      // A filter that lets little through is not woken for every page that holds nothing for it.
      for _ in 0..<32 {
        guard text.count < pageBytes / 2, page.through < end, page.count < countMax else { break }
        let events = try reading.log.read(after: page.through, bytesMax: pageBytes)
        guard !events.isEmpty else { break }
        for event in events where event.position <= end && page.count < countMax {
          page.through = event.position
          guard reading.filter.isEmpty || reading.filter.matches(event) else { continue }
          reading.framing.write(event, previous: page.lastEvent ?? previous, into: &text)
          page.lastEvent = event.position
          page.count += 1
        }
      }
    } catch {
      // What precedes damage is sent; the next read then begins with the damage.
      if page.through == position { return .failure(error) }
    }
    guard page.through > position else {
      return .failure(.unavailable("the log ends before its head"))
    }
    page.bytes = ByteBuffer(bytes: text)
    return .success(page)
  }

  private func report(_ failure: LogFailure, into out: inout ByteBuffer) {
    guard reading.framing.format == .serverSentEvents else { return }
    ServerSentEvents.write("error", .raw(ProblemReport(telling: failure).json), into: &out)
  }
}
