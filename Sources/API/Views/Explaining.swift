internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

/// `GET /v1/views/{view}/{id}/explain?field=`: the positions behind a number.
enum Explaining {
  private static let limitMax = 1_000

  static func explain(_ services: Services, _ context: RequestContext) {
    let (view, key) = (context.parameters[0], context.parameters[1])
    guard Views.names.contains(view), services.engine.views.holds(view: view) else {
      return context.fail(
        ProblemReport(.notFound, "The views are \(Views.names.joined(separator: ", "))."))
    }
    do throws(ProblemReport) {
      let log = services.engine.log
      let reader = try ParameterReader(
        context.request,
        single: ["field", "from", "limit", PastMoment.parameter, MinimumPosition.parameter])
      guard let field = reader.parameters["field"],
        let subject = RowSubject(table: view, key: key, field: field)
      else {
        throw ParameterReader.problem(
          "field", "must name a field of the row, such as offered or today.offered")
      }
      let start = try start(reader, log)
      let limit = try reader.integer("limit", in: 1...limitMax) ?? 100
      let moment = try PastMoment(reader, log: log, calendar: services.engine.calendar)
      let end = moment ?? .position(services.engine.views.position, isBoundToEpoch: false)
      let minimum = try MinimumPosition(reader, context.request, log: log)
      services.past.answer(services, context, at: end, minimum: minimum) {
        (place, cache) throws(ProblemReport) in
        let found = try ProblemReport.translating { () throws(LogFailure) in
          try services.engine.history.explain(
            subject, after: start, through: place.position, limit: limit)
        }
        return answer(found, of: subject, asked: (field, limit), at: place, cache)
      }
    } catch {
      context.fail(error)
    }
  }

  private static func start(
    _ reader: ParameterReader, _ log: any EventLog
  ) throws(ProblemReport) -> UInt64 {
    guard let text = reader.parameters["from"] else { return 0 }
    let malformed = ParameterReader.problem("from", "must be a cursor or a position")
    return try LogPlace(log).position(of: text, orElse: malformed)
  }

  private static func answer(
    _ found: Explanation, of subject: RowSubject, asked: (field: String, limit: Int),
    at place: PastReadings.Place, _ cache: [(name: String, value: String)]
  ) -> Answer {
    var fields = cache + [("content-type", "application/json")]
    if found.scannedThrough < place.position {
      let row = "\(subject.table)/\(PercentDecoding.encodeSegment(subject.key))"
      let field = PercentDecoding.encodeSegment(asked.field)
      let start = "from=\(found.scannedThrough)&limit=\(asked.limit)"
      let query = "field=\(field)&\(start)&at=\(place.cursor)"
      fields.append(("link", "</v1/views/\(row)/explain?\(query)>; rel=\"next\""))
    }
    let steps = found.steps.map { step in
      JSONValue.object([
        ("position", .position(step.position)), ("value", step.value.map(JSONValue.raw) ?? .null),
      ])
    }
    let body = JSONValue.object([
      ("view", .text(subject.table)), ("key", .text(subject.key)), ("field", .text(asked.field)),
      ("before", found.before.map(JSONValue.raw) ?? .null), ("steps", .array(steps)),
      ("scanned", .position(found.scannedThrough)), ("end", .position(place.position)),
    ])
    return Answer(headers: HTTPHeaderBlock(fields), body: body.encoded)
  }
}
