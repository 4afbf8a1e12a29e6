internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore
internal import Synchronization

/// Lets a read wait until the views have reached a position: one's own append, seen at once.
final class PositionWaiter: Sendable {
  private struct State {
    var finish: (@Sendable (Bool) -> Void)?
    var observation: HeadObservation?
  }

  private let state: Mutex<State>

  private init(_ finish: @escaping @Sendable (Bool) -> Void) {
    state = Mutex(State(finish: finish))
  }

  /// Goes on once the views are at the query's `minPosition`; answers `positionNotReached` when the
  /// time that the query allows is over.
  static func wait(
    _ services: Services, _ context: RequestContext, _ query: ViewQuery,
    then proceed: @escaping @Sendable () -> Void
  ) {
    let (views, wanted) = (services.engine.views, query.minPosition)
    guard views.position < wanted else { return proceed() }
    let waiter = PositionWaiter { isReached in
      if isReached { return proceed() }
      context.fail(
        ProblemReport(
          .positionNotReached, "The views stand at \(views.position).",
          members: [
            ("position", .number(Int64(clamping: views.position))),
            ("minPosition", .number(Int64(clamping: wanted))),
          ]))
    }
    waiter.keep(views.observe { if $0 >= wanted { waiter.end(true) } })
    if views.position >= wanted { return waiter.end(true) }
    context.request.eventLoop.scheduleTask(in: .seconds(Int64(query.waitSeconds))) {
      waiter.end(false)
    }
  }

  private func keep(_ observation: HeadObservation) {
    let isOver = state.withLock { state -> Bool in
      state.observation = observation
      return state.finish == nil
    }
    if isOver { observation.cancel() }
  }

  /// Only the first end counts.
  private func end(_ isReached: Bool) {
    let (finish, observation) = state.withLock { state in
      defer { state.finish = nil }
      return (state.finish, state.observation)
    }
    observation?.cancel()
    finish?(isReached)
  }
}
