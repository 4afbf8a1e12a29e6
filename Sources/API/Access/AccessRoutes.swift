internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

/// Tokens: granted, listed, revoked, and traded for a page's cookie.
enum AccessRoutes {
  /// `POST /v1/session`.
  static func openSession(_ services: Services, _ context: RequestContext) {
    guard let token = Authentication.token(of: context.request) else {
      return context.fail(
        ProblemReport(.invalidHeader, "A session needs a token; the control socket needs none."))
    }
    let cookie = SessionCookie.issue(token, isSecure: context.request.peer.isSecure)
    context.answer(
      204, HTTPHeaderBlock([("set-cookie", cookie), ("cache-control", "no-store")]))
  }

  /// `GET /v1/access/grants`.
  static func list(_ services: Services, _ context: RequestContext) {
    let grants = services.engine.tokens.list().map { grant -> JSONValue in
      .object([
        ("name", .text(grant.name)), ("role", .text(grant.role.rawValue)),
        ("source", .text(grant.source)),
        ("grantedAt", .text(Timestamp(milliseconds: grant.grantedAt).rfc3339)),
      ])
    }
    context.answer(json: .object([("grants", .array(grants))]))
  }

  /// `POST /v1/access/grants` with `{name, role, source}`: 201 and the token, this once.
  static func grant(_ services: Services, _ context: RequestContext) {
    context.answer(on: services.workers) { () throws(ProblemReport) in
      let wanted = try GrantRequest(context.request.body)
      let rights = context.caller.grant?.role.rights ?? []
      guard wanted.role.rights.isSubset(of: rights) else {
        throw ProblemReport(.forbidden, "Nobody grants rights that they do not have themselves.")
      }
      let time = services.engine.clock()
      let token = try ProblemReport.translating { () throws(LogFailure) in
        try services.engine.tokens.grant(
          name: wanted.name, role: wanted.role, source: wanted.source, at: time)
      }
      let body = JSONValue.object([
        ("name", .text(wanted.name)), ("role", .text(wanted.role.rawValue)),
        ("source", .text(wanted.source)),
        ("grantedAt", .text(Timestamp(milliseconds: time).rfc3339)), ("token", .text(token)),
      ])
      return Answer(status: 201, headers: AnswerHeaders.json, body: body.encoded)
    }
  }

  /// `DELETE /v1/access/grants/{name}`.
  static func revoke(_ services: Services, _ context: RequestContext) {
    let name = context.parameters[0]
    context.answer(on: services.workers) { () throws(ProblemReport) in
      let wasGranted = try ProblemReport.translating { () throws(LogFailure) in
        try services.engine.tokens.revoke(name: name)
      }
      guard wasGranted else {
        throw ProblemReport(.notFound, "Nothing is granted under this name.")
      }
      return Answer(status: 204, headers: .empty)
    }
  }
}
