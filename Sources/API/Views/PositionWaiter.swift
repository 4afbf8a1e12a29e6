internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore
internal import Synchronization

/// Lets a read wait until what it reads has reached a position: one's own append, seen at once.
final class PositionWaiter: Sendable {
  /// What is read.
  enum Subject: Sendable {
    case log(any EventLog)
    case views(ViewFeed)

    var position: UInt64 {
      switch self {
      case .log(let log): log.head
      case .views(let views): views.position
      }
    }

    func observe(_ observer: @escaping @Sendable (UInt64) -> Void) -> HeadObservation {
      switch self {
      case .log(let log): log.observeHead(observer)
      case .views(let views): views.observe(observer)
      }
    }

    var standing: String {
      switch self {
      case .log: "The log ends at \(position)."
      case .views: "The views stand at \(position)."
      }
    }
  }

  private struct State {
    var finish: (@Sendable (Bool) -> Void)?
    var observation: HeadObservation?
    var timeout: Scheduled<Void>?
  }

  private let state: Mutex<State>

  private init(_ finish: @escaping @Sendable (Bool) -> Void) {
    state = Mutex(State(finish: finish))
  }

  /// Goes on once the subject is at the position; answers `positionNotReached` when the time that
  /// the request allows is over.
  ///
  /// Goes on at once, or later on the request's event loop.
  static func wait(
    for minimum: MinimumPosition, of subject: Subject, _ context: RequestContext,
    then proceed: @escaping @Sendable () -> Void
  ) {
    guard subject.position < minimum.position else { return proceed() }
    let loop = context.request.eventLoop
    let waiter = PositionWaiter { isReached in
      loop.execute { isReached ? proceed() : fail(context, minimum, subject) }
    }
    waiter.keep(
      subject.observe { if $0 >= minimum.position { waiter.end(true) } },
      loop.scheduleTask(in: .seconds(Int64(minimum.waitSeconds))) { waiter.end(false) })
    if subject.position >= minimum.position { waiter.end(true) }
  }

  private static func fail(
    _ context: RequestContext, _ minimum: MinimumPosition, _ subject: Subject
  ) {
    context.fail(
      ProblemReport(
        .positionNotReached, subject.standing,
        members: [
          ("position", .number(Int64(clamping: subject.position))),
          ("minPosition", .number(Int64(clamping: minimum.position))),
        ]))
  }

  private func keep(_ observation: HeadObservation, _ timeout: Scheduled<Void>) {
    let isOver = state.withLock { state -> Bool in
      state.observation = observation
      state.timeout = timeout
      return state.finish == nil
    }
    if isOver { release() }
  }

  /// Only the first end counts.
  private func end(_ isReached: Bool) {
    let finish = state.withLock { state in
      defer { state.finish = nil }
      return state.finish
    }
    release()
    finish?(isReached)
  }

  /// Nothing that may call back holds the request any longer.
  private func release() {
    let (observation, timeout) = state.withLock { state in
      defer { (state.observation, state.timeout) = (nil, nil) }
      return (state.observation, state.timeout)
    }
    observation?.cancel()
    timeout?.cancel()
  }
}
