internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

/// `POST /v1/events`: one event, or a batch that is kept as a whole or not at all.
///
/// Decoded on the event loop, decided and stored by the log's writer, answered when it is durable.
enum Appending {
  static func append(_ services: Services, _ context: RequestContext) {
    do throws(ProblemReport) {
      var isKeyed = false
      let command = try command(services, context, &isKeyed)
      let asked = Asked(events: command.events, isKeyed: isKeyed)
      let started = context.request.eventLoop.now
      services.engine.commands.submit(command, deliver: context.responder.onLoop) { outcome in
        services.metrics.countAppend(outcome, since: started)
        answer(services, context, asked, outcome)
      }
    } catch {
      services.metrics.countRefusedAppend()
      context.fail(error, acceptPost(error))
    }
  }

  /// What an answer depends on beside what became of the command.
  struct Asked: Sendable {
    let events: [IncomingEvent]
    var isKeyed = false
  }

  /// The command that a request means.
  ///
  /// - Parameter isKeyed: set where events have their ids from `Idempotency-Key`.
  private static func command(
    _ services: Services, _ context: RequestContext, _ isKeyed: inout Bool
  ) throws(ProblemReport) -> AppendCommand {
    guard let grant = context.caller.grant else { throw ProblemReport(.unauthenticated) }
    var events = try decode(services, context.request)
    let rights = AppendRights(
      caller: context.caller, grant: grant, tokens: services.engine.tokens)
    let now = services.engine.clock()
    let key = try IdempotencyKey(context.request)
    let trace = TraceParent.kept(context.request.header("traceparent"))
    for index in events.indices {
      try rights.admit(&events[index])
      try checkTime(of: events[index], at: index, of: events.count, now)
      // An event's own trace is nearer to it than the request's.
      events[index].traceParent = events[index].traceParent ?? trace
      guard let key, events[index].id == nil else { continue }
      events[index].id = key.id(at: index, of: events.count)
      events[index].source = events[index].source ?? "\(CommandHandler.ownSource):\(grant.name)"
      isKeyed = true
    }
    let options = try AppendOptions(context.request)
    return AppendCommand(
      events: events, expected: try expected(context.request, of: events), kind: rights.kind,
      actor: context.caller.actor, contradiction: options.contradiction,
      settledIDs: options.settledIDs)
  }

  /// An event far ahead of all others would stand as the latest until its time has come: nothing
  /// could be asked for as of a moment before it, and days would count as over.
  private static func checkTime(
    of event: IncomingEvent, at index: Int, of count: Int, _ now: Int64
  ) throws(ProblemReport) {
    guard let time = event.time, time.milliseconds - now > aheadMillisecondsMax else { return }
    let problem = DecodingProblem(
      .outOfRange, at: count == 1 ? "/time" : "/\(index)/time",
      "The time is more than 24 hours ahead of the server's clock.")
    throw ProblemReport(errors: [problem])
  }

  /// A day: clocks and zones that are set wrongly are off by less.
  private static let aheadMillisecondsMax: Int64 = 86_400_000

  private static func decode(
    _ services: Services, _ request: HTTPRequest
  ) throws(ProblemReport) -> [IncomingEvent] {
    guard let form = bodyKind(request) else {
      throw ProblemReport(
        .unsupportedMediaType, "Events come as \(BodyKind.mediaTypes.joined(separator: ", ")).")
    }
    if case .binary = form {
      let strangers = BodyKind.strangers(among: request.fields.all.map(\.name))
      guard strangers.isEmpty else { throw ProblemReport(errors: strangers) }
    }
    return try services.codec.decode(Array(request.body.readableBytesView), as: form)
  }

  /// The usual content types are found without taking the header apart.
  private static func bodyKind(_ request: HTTPRequest) -> BodyKind? {
    let isUsual = request.fields.withBytes(of: "content-type") { type in
      type.hasBytes(of: "application/cloudevents+json".utf8.span)
    }
    return isUsual == true ? .structured : BodyKind { request.header($0) }
  }

  private static func expected(
    _ request: HTTPRequest, of events: [IncomingEvent]
  ) throws(ProblemReport) -> (stream: String, version: ExpectedVersion)? {
    guard let version = try Preconditions.expectedVersion(of: request), let first = events.first
    else { return nil }
    guard events.allSatisfy({ $0.stream == first.stream }) else {
      throw ProblemReport(
        .invalidHeader, "if-match and if-none-match need a batch of one stream.")
    }
    return (first.stream.description, version)
  }

  private static func acceptPost(_ report: ProblemReport) -> [(name: String, value: String)] {
    guard report.type == .unsupportedMediaType else { return [] }
    return [("accept-post", BodyKind.mediaTypes.joined(separator: ", "))]
  }
}

// MARK: Answers

extension Appending {
  /// Answers with the place of what was appended, or with why it was not.
  static func answer(
    _ services: Services, _ context: RequestContext, _ asked: Asked, _ outcome: CommandOutcome
  ) {
    switch outcome {
    case .appended(let receipt):
      let body = services.appendAnswer.body(receipt)
      guard let stream = created(by: receipt, of: asked.events) else {
        return context.answer(200, AnswerHeaders.json, body)
      }
      context.answer(201, AnswerHeaders.json.adding([("location", location(of: stream))]), body)
    case .quarantined(let position):
      context.answer(200, AnswerHeaders.json, ByteBuffer(string: "{\"quarantined\":\(position)}"))
    case .rejected(let rejection, let index):
      context.fail(report(rejection, at: index, of: asked.events.count))
    case .failed(.refused(.identityConflict)) where asked.isKeyed:
      context.fail(ProblemReport(.idempotencyKeyReused))
    case .failed(let failure):
      context.fail(ProblemReport(telling: failure))
    case .keysUnavailable(let detail):
      context.fail(ProblemReport(.unavailable, "The keys for personal data: \(detail)"))
    }
  }

  /// The stream that did not exist before, if that is so.
  private static func created(
    by receipt: AppendReceipt, of events: [IncomingEvent]
  ) -> StreamName? {
    guard !receipt.isRepeat, receipt.version <= events.count, let stream = events.last?.stream
    else { return nil }
    let added = events.count { $0.stream == stream }
    return receipt.version == added ? stream : nil
  }

  private static func location(of stream: StreamName) -> String {
    "/v1/streams/\(stream.kind.rawValue)/\(PercentDecoding.encodeSegment(stream.id))"
  }

  private static func report(
    _ rejection: Rejection, at index: Int, of count: Int
  ) -> ProblemReport {
    var members: [(name: String, value: ProblemReport.Member)] = [
      ("reason", .text(rejection.reason.rawValue)), ("state", .text(rejection.state)),
      ("allowed", .texts(rejection.allowed)),
    ]
    if count > 1 { members.append(("index", .number(Int64(index)))) }
    return ProblemReport(.lifeCycle, rejection.detail, members: members)
  }
}
