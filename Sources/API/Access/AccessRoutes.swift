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

  /// `POST /v1/access/grants` with `{name, role, source, replace}`: 201 and the token, this once.
  static func grant(_ services: Services, _ context: RequestContext) {
    let wanted: GrantRequest
    do throws(ProblemReport) {
      wanted = try GrantRequest(context.request.body)
      let rights = context.caller.grant?.role.rights ?? []
      guard wanted.role.rights.isSubset(of: rights) else {
        throw ProblemReport(.forbidden, "Nobody grants rights that they do not have themselves.")
      }
    } catch {
      return context.fail(error)
    }
    let grant = Grant(
      name: wanted.name, role: wanted.role, source: wanted.source,
      grantedAt: services.engine.clock())
    Task {
      do throws(AccessRefusal) {
        let token = try await services.engine.access.grant(
          grant, replaces: wanted.replaces, by: context.caller.actor)
        context.answer(201, json: body(grant, token))
      } catch {
        context.fail(report(error))
      }
    }
  }

  private static func body(_ grant: Grant, _ token: String) -> JSONValue {
    .object([
      ("name", .text(grant.name)), ("role", .text(grant.role.rawValue)),
      ("source", .text(grant.source)),
      ("grantedAt", .text(Timestamp(milliseconds: grant.grantedAt).rfc3339)),
      ("token", .text(token)),
    ])
  }

  /// `DELETE /v1/access/grants/{name}`.
  static func revoke(_ services: Services, _ context: RequestContext) {
    let name = context.parameters[0]
    Task {
      do throws(AccessRefusal) {
        guard try await services.engine.access.revoke(name: name, by: context.caller.actor) else {
          return context.fail(ProblemReport(.notFound, "Nothing is granted under this name."))
        }
        context.answer(204, .empty)
      } catch {
        context.fail(report(error))
      }
    }
  }

  private static func report(_ refusal: AccessRefusal) -> ProblemReport {
    switch refusal {
    case .nameTaken(let name):
      ProblemReport(.nameTaken, "Whoever has the token of \(name) would lose it.")
    case .failed(let failure): ProblemReport(telling: failure)
    }
  }
}
