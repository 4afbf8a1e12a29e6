internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

/// Reading views: a page of rows, one row, or a live stream of them.
enum Views {
  /// The views that have an address.
  static let names = [
    "queues", "agents", "calls", "customers",
    "abandoned-calls", "anomalies", "anomaly-counts",
    "cases", "followups", "complaints", "deadlines",
    "campaigns", "campaign-contacts",
    "procedures", "procedure-scores", "call-scores", "undocumented",
    "quality", "reviews", "review-forms", "coaching",
    "knowledge", "articles-by-age",
    "skills", "expiring-skills", "queue-skills", "trainings",
    "routing", "waiting", "kept-places", "routing-agents", "estimates",
    "security-reviews", "security-changes",
  ]
  private static let forms = ["application/json", "text/event-stream"]

  /// `GET /v1/views/{view}`.
  static func all(_ services: Services, _ context: RequestContext) {
    let view = context.parameters[0]
    if isPlain(context.request), answerKept(services, context, view) { return }
    guard names.contains(view), services.engine.views.holds(view: view) else {
      return context.fail(
        ProblemReport(.notFound, "The views are \(names.joined(separator: ", "))."))
    }
    do throws(ProblemReport) {
      let query = try query(services, context)
      guard let form = MediaTypes.choose(context.request.header("accept"), among: forms) else {
        return context.failNotAcceptable(forms)
      }
      if let moment = query.moment {
        guard form != "text/event-stream" else {
          throw ParameterReader.problem(
            PastMoment.parameter, "names a moment of the past; a live stream follows the present")
        }
        return pastPage(services, context, view, query, at: moment)
      }
      PositionWaiter.wait(for: query.minimum, of: .views(services.engine.views), context) {
        if form == "text/event-stream" {
          stream(services, context, view, query)
        } else {
          page(services, context, view, query)
        }
      }
    } catch {
      context.fail(error)
    }
  }

  /// `GET /v1/views/{view}/{id}`.
  static func one(_ services: Services, _ context: RequestContext) {
    let (view, key) = (context.parameters[0], context.parameters[1])
    guard names.contains(view), services.engine.views.holds(view: view) else {
      return context.fail(
        ProblemReport(.notFound, "The views are \(names.joined(separator: ", "))."))
    }
    do throws(ProblemReport) {
      let query = try query(services, context)
      if let moment = query.moment {
        return pastRow(services, context, view, query, at: moment)
      }
      PositionWaiter.wait(for: query.minimum, of: .views(services.engine.views), context) {
        context.answer(on: services.workers) { () throws(ProblemReport) in
          try row(services, context, view, key)
        }
      }
    } catch {
      context.fail(error)
    }
  }

  private static func query(
    _ services: Services, _ context: RequestContext
  ) throws(ProblemReport) -> ViewQuery {
    try ViewQuery(
      context.request, log: services.engine.log, calendar: services.engine.calendar)
  }

  private static func row(
    _ services: Services, _ context: RequestContext, _ view: String, _ key: String
  ) throws(ProblemReport) -> Answer {
    let page = try ProblemReport.translating { () throws(LogFailure) in
      try services.engine.views.row(view: view, key: key)
    }
    guard let row = page.rows.first else {
      throw ProblemReport(.notFound, "The view has no such row.")
    }
    let tag = entityTag(page.position, page.generation)
    let headers = HTTPHeaderBlock(AnswerHeaders.json(entityTag: tag))
    if EntityTags(context.request.header("if-none-match")).matches(tag) {
      return Answer(status: 304, headers: headers)
    }
    return Answer(headers: headers, body: ByteBuffer(bytes: row.value))
  }

  /// Whether a request asks for the first page as JSON and for nothing else.
  private static func isPlain(_ request: HTTPRequest) -> Bool {
    guard request.query.isEmpty else { return false }
    switch request.header("accept") {
    case nil, "*/*", "application/json": return true
    default: return false
    }
  }

  /// Answers with the page that was sent last, if the view has not moved since.
  private static func answerKept(
    _ services: Services, _ context: RequestContext, _ view: String
  ) -> Bool {
    let (position, generation) = services.engine.views.moment(ofView: view)
    guard let page = services.pages.page(of: view, at: position, generation: generation) else {
      return false
    }
    answer(context, page)
    return true
  }

  private static func page(
    _ services: Services, _ context: RequestContext, _ view: String, _ query: ViewQuery
  ) {
    if query.isPlain, answerKept(services, context, view) { return }
    services.workers.run {
      do throws(LogFailure) {
        let page = try services.engine.views.page(
          view: view, after: query.after, limit: query.limit)
        let next = page.rows.count == query.limit ? page.rows.last?.key : nil
        let made = made(page, next: next.map { address(view, after: $0, limit: query.limit) })
        if query.isPlain, next == nil {
          services.pages.keep(
            made, of: view, at: page.position, generation: page.generation)
        }
        answer(context, made)
      } catch {
        context.fail(ProblemReport(telling: error))
      }
    }
  }

  private static func made(_ page: ViewPage, next: String?) -> ViewPageCache.Page {
    let tag = entityTag(page.position, page.generation)
    var fields = AnswerHeaders.json(entityTag: tag) + [("vary", "accept")]
    if let next { fields.append(("link", "<\(next)>; rel=\"next\"")) }
    return ViewPageCache.Page(
      body: encode(page), entityTag: tag, headers: HTTPHeaderBlock(fields))
  }

  /// A rebuild may change rows without any event: the position alone does not tell them apart.
  private static func entityTag(_ position: UInt64, _ generation: UInt64) -> String {
    "\"\(position).\(String(generation, radix: 36))\""
  }

  private static func answer(_ context: RequestContext, _ page: ViewPageCache.Page) {
    if let known = context.request.header("if-none-match"),
      EntityTags(known).matches(page.entityTag)
    {
      return context.answer(304, page.headers)
    }
    context.answer(200, page.headers, page.body)
  }

  static func address(_ view: String, after key: String, limit: Int) -> String {
    "/v1/views/\(view)?after=\(PercentDecoding.encodeSegment(key))&limit=\(limit)"
  }

  private static func encode(_ page: ViewPage) -> ByteBuffer {
    JSONValue.object([
      ("position", .position(page.position)), ("rows", .array(page.rows.map { .raw($0.value) })),
    ]).encoded
  }

  private static func stream(
    _ services: Services, _ context: RequestContext, _ view: String, _ query: ViewQuery
  ) {
    guard services.hasRoomForSubscriber else {
      return context.fail(ProblemReport(.overloaded, "No room for one more subscriber."))
    }
    let start: ViewStreamStart
    do throws(ProblemReport) {
      start = try ViewStreamStart(context.request, log: services.engine.log)
    } catch {
      return context.fail(error)
    }
    let reading = ViewStreamSource.Reading(
      view: view, streams: services.viewStreams, serverTime: services.serverTime,
      chains: !query.coalesces)
    context.stream(AnswerHeaders.eventStream, followsWake: false) { signal in
      ViewStreamSource(
        reading, loop: context.request.eventLoop, signal: signal, start: start,
        coalesces: query.coalesces)
    }
  }
}
