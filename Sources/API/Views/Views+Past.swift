internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

// Views as of a moment of the past.

extension Views {
  /// A page of a view as it was.
  static func pastPage(
    _ services: Services, _ context: RequestContext, _ view: String, _ query: ViewQuery,
    at moment: PastMoment
  ) {
    services.past.answer(services, context, at: moment, minimum: query.minimum) {
      (place, cache) throws(ProblemReport) in
      let scan = try ProblemReport.translating { () throws(LogFailure) in
        try services.engine.history.read(at: place.position) { (views) throws(LogFailure) in
          try views.page(table: view, after: query.after, limit: query.limit)
        }
      }
      var fields = cache + [("content-type", "application/json")]
      if let next = scan.scannedThrough {
        let address = address(view, after: next, limit: query.limit) + "&at=\(place.cursor)"
        fields.append(("link", "<\(address)>; rel=\"next\""))
      }
      return Answer(headers: HTTPHeaderBlock(fields), body: encode(scan, at: place.position))
    }
  }

  /// A page that is not the last says after which key to go on: it may have fewer rows than were
  /// asked for.
  private static func encode(_ scan: RowScan, at position: UInt64) -> ByteBuffer {
    var members: [(String, JSONValue)] = [
      ("position", .position(position)), ("rows", .array(scan.rows.map { .raw($0.value) })),
    ]
    if let next = scan.scannedThrough { members.append(("next", .text(next))) }
    return JSONValue.object(members).encoded
  }

  /// One row of a view as it was.
  static func pastRow(
    _ services: Services, _ context: RequestContext, _ view: String, _ query: ViewQuery,
    at moment: PastMoment
  ) {
    let key = context.parameters[1]
    services.past.answer(services, context, at: moment, minimum: query.minimum) {
      (place, cache) throws(ProblemReport) in
      let row = try ProblemReport.translating { () throws(LogFailure) in
        try services.engine.history.read(at: place.position) { (views) throws(LogFailure) in
          try views.row(table: view, key: key)
        }
      }
      guard let row else {
        throw ProblemReport(
          .notFound, "The view had no such row at position \(place.position).")
      }
      let headers = HTTPHeaderBlock(cache + [("content-type", "application/json")])
      return Answer(headers: headers, body: ByteBuffer(bytes: row))
    }
  }
}
