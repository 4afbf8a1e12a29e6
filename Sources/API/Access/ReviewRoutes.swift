internal import ContactCenter
internal import Engine
internal import EventCodec
internal import HTTP2Server
internal import NIOCore

/// The regular review of who may do what: how often, and that it was made. What is due, and what
/// was found last, is the view `security-reviews`.
enum ReviewRoutes {
  /// `PUT /v1/access/reviews/{scope}` with the data of `access.review_scheduled`.
  static func schedule(_ services: Services, _ context: RequestContext) {
    append(AccessEvent.ReviewScheduled.type, services, context)
  }

  /// `POST /v1/access/reviews/{scope}` with the data of `access.review_completed`.
  static func complete(_ services: Services, _ context: RequestContext) {
    append(AccessEvent.ReviewCompleted.type, services, context)
  }

  private static func append(
    _ type: EventType, _ services: Services, _ context: RequestContext
  ) {
    let event: Event
    do throws(CodecFailure) {
      event = try services.codec.event(
        ofType: type.name, data: Array(context.request.body.readableBytesView))
    } catch {
      return context.fail(problem(error, type))
    }
    guard let stream = StreamName("\(StreamName.Kind.access.rawValue)/\(context.parameters[0])"),
      stream.id.utf8.count <= 128
    else {
      return context.fail(ProblemReport(.notFound, "A scope has 1 to 128 bytes."))
    }
    let incoming = IncomingEvent(stream: stream, event: event)
    let command = AppendCommand(
      events: [incoming], kind: .command, actor: context.caller.actor)
    let started = context.request.eventLoop.now
    services.engine.commands.submit(command) { outcome in
      services.metrics.countAppend(outcome, since: started)
      Appending.answer(services, context, Appending.Asked(events: [incoming]), outcome)
    }
  }

  private static func problem(_ failure: CodecFailure, _ type: EventType) -> ProblemReport {
    let why = if case .unreadable(let fault) = failure { fault } else { "\(failure)" }
    return ProblemReport(
      .invalidEvent, "The body is not the data of \(type.name): \(why)")
  }
}
