internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

/// Reading the log: pages, replays, the live stream, one event, one stream.
enum Events {
  private static let forms = [
    "application/json", "text/event-stream", "application/x-ndjson",
    "application/cloudevents-batch+json",
  ]

  /// `GET /v1/events`.
  static func read(_ services: Services, _ context: RequestContext) {
    let accept = context.request.header("accept")
    guard let form = MediaTypes.choose(accept, among: forms) else {
      return context.failNotAcceptable(forms)
    }
    do throws(ProblemReport) {
      var query = try EventQuery(
        context.request, log: services.engine.log, calendar: services.engine.calendar)
      if let name = query.consumer {
        query.after = try ConsumerRoutes.position(ofConsumer: name, services, context)
      }
      let wanted = query
      PositionWaiter.wait(for: query.minimum, of: .log(services.engine.log), context) {
        guard let moment = wanted.asOf else { return read(services, context, wanted, form) }
        read(services, context, wanted, form, asOf: moment)
      }
    } catch {
      context.fail(error)
    }
  }

  private static func read(
    _ services: Services, _ context: RequestContext, _ query: EventQuery, _ form: String,
    asOf moment: Timestamp
  ) {
    services.workers.run {
      do throws(LogFailure) {
        let end = try services.engine.reader.position(asOf: moment.milliseconds)
        var bounded = query
        bounded.through = min(end, query.through ?? end)
        read(services, context, bounded, form)
      } catch {
        context.fail(ProblemReport(telling: error))
      }
    }
  }

  private static func read(
    _ services: Services, _ context: RequestContext, _ query: EventQuery, _ form: String
  ) {
    switch form {
    case "text/event-stream": stream(services, context, query, .serverSentEvents)
    case "application/x-ndjson": stream(services, context, query, .lines)
    default:
      context.answer(on: services.workers) { () throws(ProblemReport) in
        try EventPageAnswer(
          services, query, isBatch: form == "application/cloudevents-batch+json",
          ifNoneMatch: EntityTags(context.request.header("if-none-match"))
        ).answer
      }
    }
  }

  /// A live stream, or a replay that ends at the head of this moment.
  private static func stream(
    _ services: Services, _ context: RequestContext, _ query: EventQuery,
    _ format: EventFraming.Format
  ) {
    let follows = query.follows ?? (format == .serverSentEvents)
    guard !follows || services.hasRoomForSubscriber else {
      return context.fail(ProblemReport(.overloaded, "No room for one more subscriber."))
    }
    let log = services.engine.log
    let reading = EventStreamSource.Reading(
      log: log, feed: services.feed, workers: services.workers,
      framing: EventFraming(format: format, codec: services.codec, epoch: log.epoch),
      filter: query.filter, serverTime: services.serverTime,
      fellBehind: services.metrics.fellBehind, fixedEnd: follows ? nil : log.head)
    let terms = SubscriptionState.Terms(
      through: query.through ?? .max, follows: follows, countMax: query.limit ?? .max)
    let headers =
      format == .serverSentEvents ? AnswerHeaders.eventStream : AnswerHeaders.lines
    context.stream(headers, followsWake: follows) { signal in
      EventStreamSource(
        reading, resumingFrom: query.after, terms: terms, loop: context.request.eventLoop,
        signal: signal)
    }
  }

  /// `GET /v1/events/{position}`.
  static func one(_ services: Services, _ context: RequestContext) {
    do throws(ProblemReport) {
      let reader = try ParameterReader(context.request, single: [MinimumPosition.parameter])
      try answer(services, context, reader) { () throws(ProblemReport) in
        try event(services, context)
      }
    } catch {
      context.fail(error)
    }
  }

  private static func event(
    _ services: Services, _ context: RequestContext
  ) throws(ProblemReport) -> Answer {
    let (text, log) = (context.parameters[0], services.engine.log)
    guard let position = LogPlace(log).position(of: text),
      let event = try stored(log, at: position)
    else { throw ProblemReport(.notFound, "There is no event at this position.") }
    let tag = "\"\(Cursor(epoch: log.epoch, position: position))\""
    let headers = HTTPHeaderBlock(AnswerHeaders.json(entityTag: tag))
    if EntityTags(context.request.header("if-none-match")).matches(tag) {
      return Answer(status: 304, headers: headers)
    }
    var body: [UInt8] = []
    services.codec.cloudEvent(of: event, into: &body)
    return Answer(headers: headers, body: ByteBuffer(bytes: body))
  }

  /// Answers on a worker what is read of the log, once it holds what the request wants.
  private static func answer(
    _ services: Services, _ context: RequestContext, _ reader: ParameterReader,
    _ make: @escaping @Sendable () throws(ProblemReport) -> Answer
  ) throws(ProblemReport) {
    let log = services.engine.log
    let minimum = try MinimumPosition(reader, context.request, log: log)
    PositionWaiter.wait(for: minimum, of: .log(log), context) {
      context.answer(on: services.workers, make)
    }
  }

  private static func stored(
    _ log: any EventLog, at position: UInt64
  ) throws(ProblemReport) -> StoredEvent? {
    guard position > 0 else { return nil }
    return try ProblemReport.translating { () throws(LogFailure) in try log.event(at: position) }
  }

  /// `GET /v1/streams/{kind}/{id}`.
  static func stream(_ services: Services, _ context: RequestContext) {
    do throws(ProblemReport) {
      let reader = try ParameterReader(
        context.request, single: ["from", "limit", MinimumPosition.parameter])
      let page = StreamAnswer(
        name: try streamName(context),
        after: UInt64(try reader.integer("from", in: 0...Int.max) ?? 0),
        limit: try reader.integer("limit", in: 1...EventQuery.limitMax) ?? 1_000,
        ifNoneMatch: EntityTags(context.request.header("if-none-match")))
      try answer(services, context, reader) { () throws(ProblemReport) in
        try page.answer(services)
      }
    } catch {
      context.fail(error)
    }
  }

  private static func streamName(_ context: RequestContext) throws(ProblemReport) -> StreamName {
    guard let kind = StreamName.Kind(rawValue: context.parameters[0]) else {
      let kinds = StreamName.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ProblemReport(.notFound, "The kinds of streams are \(kinds).")
    }
    return StreamName(kind, context.parameters[1])
  }
}
