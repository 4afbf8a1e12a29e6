package import Engine
internal import EventCodec
package import HTTP2Server
internal import NIOCore

/// Switchboard's HTTP interface: finds the route, lets in who may come in, and answers.
///
/// Runs on event loops and never waits: appends are handed to the log's writer, and what reads the
/// disk to workers.
package struct APIHandler: HTTPHandler {
  private let services: Services
  private let router: Router

  /// - Parameter workers: threads that read the disk; by default as many as the settings say.
  package init(engine: Engine, settings: APISettings = APISettings(), workers: Workers? = nil) {
    services = Services(
      engine: engine, settings: settings, workers: workers ?? .threads(settings.readerThreads))
    router = Router(services.routes)
  }

  /// Names the server that this handler answers for, so that new events wake its streams and its
  /// figures are among the metrics. Call it before the server starts.
  package func attach(to server: HTTP2Server) {
    services.server.set(server)
    services.feed.onWake { [weak server] in server?.wake() }
  }

  package func handle(_ request: HTTPRequest, _ response: HTTPResponder) {
    let origin = allowedOrigin(of: request)
    if request.method == .options { return answerOptions(request, response, origin) }
    switch router.match(request.method, path: request.path) {
    case .route(let route, let parameters):
      let context = RequestContext(
        request: request, responder: response, parameters: parameters,
        caller: services.authentication.caller(of: request), origin: origin)
      route.requests.add()
      guard isAllowed(route, context) else { return }
      route.answer(services, context)
    case .otherMethods(let methods):
      stranger(request, response, origin).fail(
        ProblemReport(.methodNotAllowed, "This address takes \(methods.joined(separator: ", "))."),
        [("allow", methods.joined(separator: ", "))])
    case .nothing:
      stranger(request, response, origin).fail(ProblemReport(.notFound))
    }
  }

  private func stranger(
    _ request: HTTPRequest, _ response: HTTPResponder, _ origin: String?
  ) -> RequestContext {
    RequestContext(
      request: request, responder: response, parameters: [],
      caller: .stranger(gaveCredential: false), origin: origin)
  }

  /// Whether the caller may; if not, it has been told.
  private func isAllowed(_ route: Route, _ context: RequestContext) -> Bool {
    let rights: [Right]
    switch route.access {
    case .open: return true
    case .known: rights = []
    case .right(let right): rights = [right]
    case .anyRight(let several): rights = several
    }
    guard context.caller.grant != nil else {
      context.failUnauthenticated()
      return false
    }
    guard rights.isEmpty || rights.contains(where: context.caller.has) else {
      context.failForbidden(lacking: rights)
      return false
    }
    return true
  }
}

// MARK: Other origins

extension APIHandler {
  private func allowedOrigin(of request: HTTPRequest) -> String? {
    guard !services.settings.allowedOrigins.isEmpty, let origin = request.header("origin"),
      services.settings.allowedOrigins.contains(origin)
    else { return nil }
    return origin
  }

  /// Says which methods an address takes, and to listed origins what they may send.
  private func answerOptions(
    _ request: HTTPRequest, _ response: HTTPResponder, _ origin: String?
  ) {
    let context = stranger(request, response, origin)
    guard case .otherMethods(let methods) = router.match(.options, path: request.path) else {
      return context.fail(ProblemReport(.notFound))
    }
    var fields = [(name: "allow", value: methods.joined(separator: ", "))]
    if origin != nil {
      fields += [
        ("access-control-allow-methods", methods.joined(separator: ", ")),
        (
          "access-control-allow-headers",
          "authorization, content-type, if-match, if-none-match, last-event-id, prefer"
        ),
        ("access-control-max-age", "600"),
      ]
    }
    context.answer(204, HTTPHeaderBlock(fields))
  }
}
