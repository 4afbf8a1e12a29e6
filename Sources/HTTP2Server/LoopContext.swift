import NIOCore
import Synchronization

/// What the connections of one event loop share: the mailbox for other threads, the list of
/// connections that have something to send, the output batch, the clock.
///
/// SAFETY: everything but `mailbox` and the atomics is used only on `eventLoop`.
final class LoopContext: @unchecked Sendable {
  let eventLoop: any EventLoop
  let limits: HTTPLimits

  /// Exchanges that the next broadcast resumes.
  var waiting = WaitingList()
  /// Broadcasts so far.
  private(set) var wakeUps: UInt64 = 0
  /// The figures of this loop, without gauges that are counted when asked for.
  var metrics = HTTPServerMetrics()
  /// Where the output of a pump gathers; empty between pumps, so an idle connection holds none.
  /// A plain value that calls nobody: a change of it cannot meet another, and the check for that,
  /// at every frame, is left out.
  @exclusivity(unchecked) var batch: OutputBatch
  /// The value of the `date` field.
  var date = DateField()
  /// Fields of the response being submitted.
  let scratch = FieldScratch()

  private(set) var connections: [any LoopConnection] = []
  private var pumps = PumpQueue()
  private var isPumpPosted = false
  private let ticks: LoopTicks.Count
  /// The tick of the loop that has pumped last, and until when it may.
  private var pumpTick = UInt64.max
  private var pumpDeadline = NIODeadline.distantPast
  /// Whether pumping goes on in the next tick.
  private var isPumpPostponed = false
  private var pace = BroadcastPace()
  private var drained: EventLoopPromise<Int>?
  private var letters: [LoopMailbox.Letter] = []
  private var woken: [Exchange] = []
  private let mailbox = LoopMailbox()
  private let isWakeRequested = Atomic<Bool>(false)
  private let isStopped = Atomic<Bool>(false)

  /// So long a loop pumps before it looks for input. A thousand connections that all have
  /// something to send take ten times as long: an append that came in meanwhile would wait for all
  /// of them.
  private static let pumpTimeMax = TimeAmount.milliseconds(2)
  private static let pumpDelay = TimeAmount.microseconds(5)

  init(eventLoop: any EventLoop, ticks: LoopTicks.Count, limits: HTTPLimits) {
    self.eventLoop = eventLoop
    self.ticks = ticks
    self.limits = limits
    unsafe self.batch = OutputBatch()
  }

  /// The loop's monotonic clock, in milliseconds.
  var now: Int64 {
    Int64(NIODeadline.now().uptimeNanoseconds / 1_000_000)
  }

  /// Carries out an action on an exchange's loop: at once when called there, else by mail.
  func perform(_ action: ResponseAction, on exchange: Exchange) {
    if eventLoop.inEventLoop || isStopped.load(ordering: .acquiring) {
      // Of a loop that has stopped all exchanges are closed: what is asked of them now is ignored,
      // or answered by saying so, which any thread may do.
      exchange.perform(action)
    } else if mailbox.post(action, to: exchange) {
      eventLoop.execute { self.openMail() }
    }
  }

  /// Resumes an exchange; calls that come before the loop gets to it count as one.
  func resume(_ exchange: Exchange) {
    if eventLoop.inEventLoop {
      exchange.perform(.resume)
    } else if exchange.claimResume() {
      perform(.resume, on: exchange)
    }
  }

  /// Resumes all waiting exchanges, from any thread, with one wake-up for all calls until then.
  func wake() {
    guard !isStopped.load(ordering: .relaxed),
      !isWakeRequested.exchange(true, ordering: .acquiringAndReleasing)
    else { return }
    eventLoop.execute { self.resumeWaiting() }
  }

  /// The loop runs no more. Called after it has stopped.
  func stop() {
    isStopped.store(true, ordering: .releasing)
  }

  private func openMail() {
    mailbox.take(into: &letters)
    for letter in letters { letter.exchange.perform(letter.action) }
    letters.removeAll(keepingCapacity: letters.capacity <= 4_096)
    pumpAll()
  }

  private func resumeWaiting() {
    let now = NIODeadline.now()
    guard now >= pace.next else {
      eventLoop.scheduleTask(deadline: pace.next) { self.resumeWaiting() }
      return
    }
    isWakeRequested.store(false, ordering: .releasing)
    wakeUps += 1
    pace.began(at: now)
    waiting.takeAll(into: &woken)
    for exchange in woken { exchange.perform(.resume) }
    woken.removeAll(keepingCapacity: true)
    pumpAll()
  }
}

// MARK: - Connections

extension LoopContext {
  /// Takes a connection in.
  func add(_ connection: any LoopConnection) {
    connection.connectionIndex = connections.count
    connections.append(connection)
    if drained != nil { connection.drain() }
  }

  /// Lets a connection go.
  func remove(_ connection: any LoopConnection) {
    guard let index = connection.connectionIndex else { return }
    connection.connectionIndex = nil
    defer { if connections.isEmpty { endDrain() } }
    guard let last = connections.popLast(), last !== connection else { return }
    connections[index] = last
    last.connectionIndex = index
  }

  /// Has a connection pumped when the loop has done what it is doing; a connection calls this once
  /// until it is pumped.
  func schedulePump(_ connection: any LoopConnection) {
    pumps.append(connection)
    guard !isPumpPosted, !isPumpPostponed else { return }
    isPumpPosted = true
    eventLoop.execute {
      self.isPumpPosted = false
      self.pumpAll()
    }
  }

  /// Pumps the connections that asked for it, in turn, until there are none or the loop has to look
  /// for input.
  private func pumpAll() {
    guard !isPumpPostponed else { return }
    var now = NIODeadline.now()
    if pumpTick != ticks.value { (pumpTick, pumpDeadline) = (ticks.value, now + Self.pumpTimeMax) }
    while now < pumpDeadline, let connection = pumps.popFirst() {
      connection.pump()
      now = .now()
    }
    guard !pumps.isEmpty else { return pace.ended(at: now) }
    isPumpPostponed = true
    goOnInNextTick(trying: Self.pumpDelay)
  }

  /// - Parameter delay: what is due so much later does not keep the tick from ending, unless it is
  ///   too short for the machine: then a longer one is tried.
  private func goOnInNextTick(trying delay: TimeAmount) {
    eventLoop.scheduleTask(in: delay) {
      guard self.ticks.value != self.pumpTick else {
        return self.goOnInNextTick(trying: delay * 2)
      }
      self.isPumpPostponed = false
      self.pumpAll()
    }
  }

  /// Ends what has taken too long on any connection.
  func sweep() {
    let now = now
    for connection in connections { connection.sweep(at: now) }
  }

  /// Has all connections finish, and cuts those that have not when the time of grace is over.
  ///
  /// - Returns: how many were cut.
  func drain(grace: TimeAmount) -> EventLoopFuture<Int> {
    let done = eventLoop.makePromise(of: Int.self)
    drained = done
    for connection in connections { connection.drain() }
    if connections.isEmpty { return endDrain() ?? done.futureResult }
    eventLoop.scheduleTask(in: grace) { _ = self.endDrain() }
    return done.futureResult
  }

  @discardableResult
  private func endDrain() -> EventLoopFuture<Int>? {
    guard let done = drained else { return nil }
    drained = nil
    let cut = connections
    for connection in cut { connection.closeNow() }
    done.succeed(cut.count)
    return done.futureResult
  }

  /// The figures of this loop.
  func snapshot() -> HTTPServerMetrics {
    var result = metrics
    result.connections = connections.count
    for connection in connections {
      result.bytesQueued += connection.bytesQueued
      result.streams += connection.openStreams
    }
    return result
  }
}
