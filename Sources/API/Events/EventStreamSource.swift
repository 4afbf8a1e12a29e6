internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

/// The body of a stream of events: a cursor that is carried over the log, then over the ring.
///
/// Lives on its stream's loop. What it holds at a time is two pages while it catches up, and
/// nothing while it follows. Pages are of about `pageBytes`; a reader that is faster than they are
/// made gets larger ones, which cost less an event. A slow one never gets the largest.
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

  /// Bytes of the log that are looked at in one read while catching up: this much memory a
  /// subscriber that does not read.
  static let pageBytes = 64 * 1024
  /// The same for a reader that has waited for `waitsForLargerPages` pages in a row.
  private static let largePageBytes = 256 * 1024
  /// The same when it has taken more than sockets hold: one that does not read at all looks like
  /// a fast one until they are full.
  private static let largestPageBytes = 512 * 1024
  private static let socketBytesMax = 16 << 20
  private static let waitsForLargerPages = 3
  /// Slices of the ring at least this long go out as they are; shorter ones are gathered.
  private static let gatherBytes = 4 * 1024

  private let reading: Reading
  private let signal: StreamSignal
  private let ring: RingReader
  private let inbox = Inbox<Result<EventStreamPage, LogFailure>>()
  private var state: SubscriptionState
  private var clock: AlarmClock
  private var isReading = false
  private var pageBytes = EventStreamSource.pageBytes
  /// Pages in a row that were not ready when the reader was.
  private var waits = 0
  private var isWaiting = false
  /// Bytes of pages taken so far.
  private var takenBytes = 0
  private var isDraining = false
  private var failure: LogFailure?
  /// What is left of a page that is on its way out.
  private var rest: ArraySlice<UInt8> = []

  /// - Parameter signal: raised when a read is done or the time has come.
  init(
    _ reading: Reading, resumingFrom cursor: UInt64, terms: SubscriptionState.Terms,
    loop: any EventLoop, signal: StreamSignal
  ) {
    self.reading = reading
    self.signal = signal
    ring = reading.feed.reader(on: loop)
    clock = AlarmClock(loop: loop, signal: signal)
    state = SubscriptionState(resumingFrom: cursor, terms: terms, now: clock.now)
    if reading.framing.format == .serverSentEvents {
      var retry = ByteBuffer()
      ServerSentEvents.retry(into: &retry)
      rest = Array(retry.readableBytesView)[...]
    }
    if reading.fixedEnd == nil { reading.feed.join() }
  }

  func pull(upTo byteCount: Int) -> HTTPBodyPull {
    if !rest.isEmpty { return .data(takeRest(byteCount)) }
    var out = ByteBuffer()
    while out.readableBytes < min(byteCount, Self.gatherBytes) {
      if failure != nil { return out.readableBytes > 0 ? .data(out) : .abort(.internalError) }
      if isDraining { return out.readableBytes > 0 ? .data(out) : .end }
      let step = state.next(coverage, now: clock.now)
      switch step {
      case .sendFromRing(let position, let end):
        if let slice = sendFromRing(after: position, through: end, byteCount, &out) {
          return given(slice)
        }
      case .sendFromLog(let position, let end):
        guard takePage(after: position, &out) || read(after: position, through: end, &out) else {
          isWaiting = true
          return out.readableBytes > 0 ? .data(out) : .pending
        }
        // What the ring holds is not read ahead: nobody would take it.
        if state.cursor < end, !coverage.covers(after: state.cursor) { prefetch(through: end) }
        if !rest.isEmpty {
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
    let coverage = ring.coverage
    guard reading.framing.format == .lines else { return coverage }
    return EventRing.Coverage(floor: coverage.end, end: coverage.end)
  }

  /// A frame's worth of the page that is on its way out, copied here and not by the worker, whose
  /// time is what a replay takes.
  private func takeRest(_ byteCount: Int) -> ByteBuffer {
    let piece = rest.prefix(byteCount)
    rest = piece.count < rest.count ? rest[piece.endIndex...] : []
    return ByteBuffer(bytes: piece)
  }
}

// MARK: Live, from the ring

extension EventStreamSource {
  /// Sends the next blocks of the ring: as they are where that is much, or all there is; else
  /// gathered into `out`.
  ///
  /// - Returns: a slice that is to go out now.
  private func sendFromRing(
    after position: UInt64, through end: UInt64, _ byteCount: Int, _ out: inout ByteBuffer
  ) -> ByteBuffer? {
    // The ring may have moved on since its coverage was asked for: the next step then sees that.
    guard let segment = ring.segment(after: position) else { return nil }
    guard state.countLeft == .max, reading.filter.isEmpty || segment.last <= end else {
      sendChosen(of: segment, after: position, through: end, &out)
      return nil
    }
    guard reading.filter.isEmpty else {
      return sendChoice(of: segment, after: position, isAll: segment.last == end, &out)
    }
    let room = byteCount - out.readableBytes
    guard let slice = segment.slice(after: position, upTo: room, through: end) else { return nil }
    if out.readableBytes > 0, slice.bytes.readableBytes > room { return takeAll(&out) }
    let count = Int(slice.last - position)
    state.delivered(through: slice.last, lastEvent: slice.last, count: count)
    return give(slice.bytes, isAll: slice.last == end, &out)
  }

  /// Sends all events of a segment that pass the filter, in the bytes that its subscribers share.
  private func sendChoice(
    of segment: RingSegment, after position: UInt64, isAll: Bool, _ out: inout ByteBuffer
  ) -> ByteBuffer? {
    let framing = reading.framing
    let choice = segment.choice(
      after: position, passing: reading.filter, previous: state.lastFrame
    ) { framing.write($0, previous: $1, into: &$2) }
    if out.readableBytes > 0, choice.bytes.readableBytes > Self.gatherBytes { return takeAll(&out) }
    state.delivered(through: segment.last, lastEvent: choice.last, count: choice.count)
    return choice.count > 0 ? give(choice.bytes, isAll: isAll, &out) : nil
  }

  /// - Parameter isAll: whether nothing follows for now, so that there is nothing to gather.
  private func give(_ slice: ByteBuffer, isAll: Bool, _ out: inout ByteBuffer) -> ByteBuffer? {
    if out.readableBytes == 0, isAll || slice.readableBytes >= Self.gatherBytes { return slice }
    out.writeImmutableBuffer(slice)
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

  /// A slice, and whether nothing follows it for now: then the time of the next mark is set.
  private func given(_ slice: ByteBuffer) -> HTTPBodyPull {
    guard state.isQuiet(coverage, now: clock.now) else { return .data(slice) }
    clock.set(at: state.deadline)
    return .dataThenPending(slice)
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
    waits = isWaiting ? waits + 1 : 0
    isWaiting = false
    if waits >= Self.waitsForLargerPages {
      pageBytes = takenBytes > Self.socketBytesMax ? Self.largestPageBytes : Self.largePageBytes
    }
    switch result {
    case .success(let page):
      guard page.after == position else { return false }
      state.delivered(through: page.through, lastEvent: page.lastEvent, count: page.count)
      rest = page.bytes[...]
      takenBytes += rest.count
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
    let page = EventStreamPage(after: state.cursor, byteCountMax: pageBytes)
    let (previous, countMax) = (state.lastFrame, state.countLeft)
    reading.workers.run {
      inbox.put(page.filled(reading, through: end, previous: previous, countMax: countMax))
      signal.raise()
    }
  }

  private func report(_ failure: LogFailure, into out: inout ByteBuffer) {
    guard reading.framing.format == .serverSentEvents else { return }
    ServerSentEvents.write("error", .raw(ProblemReport(telling: failure).json), into: &out)
  }
}
