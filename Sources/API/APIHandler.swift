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
  private let crossOrigin: CrossOrigin

  /// - Parameter workers: threads that read the disk; by default as many as the settings say.
  package init(engine: Engine, settings: APISettings = APISettings(), workers: Workers? = nil) {
    services = Services(
      engine: engine, settings: settings, workers: workers ?? .threads(settings.readerThreads))
    router = Router(services.routes, oftenAsked: ["/v1/views/{view}": Views.names])
    crossOrigin = CrossOrigin(allowed: settings.allowedOrigins)
  }

  /// Names the server that this handler answers for, so that new events wake its streams and its
  /// figures are among the metrics. Call it before the server starts.
  package func attach(to server: HTTP2Server) {
    services.server.set(server)
    services.feed.onWake { [weak server] in server?.wake() }
  }

  package func handle(_ request: HTTPRequest, _ response: HTTPResponder) {
    let asker = crossOrigin.asker(of: request)
    if request.method == .options { return answerOptions(request, response, asker) }
    switch router.match(request.method, path: request.path) {
    case .route(let route, let parameters):
      let context = RequestContext(
        request: request, responder: response, parameters: parameters,
        caller: services.authentication.caller(of: request), asker: asker)
      route.requests.add()
      guard isAllowed(route, context) else { return }
      route.answer(services, context)
    case .otherMethods(let methods):
      stranger(request, response, asker).fail(
        ProblemReport(.methodNotAllowed, "This address takes \(methods.joined(separator: ", "))."),
        [("allow", methods.joined(separator: ", "))])
    case .nothing:
      stranger(request, response, asker).fail(ProblemReport(.notFound))
    }
  }

  package func refuseBody(
    of request: HTTPRequest, over bytesMax: Int, _ response: HTTPResponder
  ) {
    stranger(request, response, crossOrigin.asker(of: request)).fail(
      ProblemReport(
        .tooLarge, "The body has more than \(bytesMax) bytes.",
        members: [("limit", .number(Int64(bytesMax)))]))
  }

  private func stranger(
    _ request: HTTPRequest, _ response: HTTPResponder, _ asker: CrossOrigin.Asker
  ) -> RequestContext {
    RequestContext(
      request: request, responder: response, parameters: [],
      caller: .stranger(gaveCredential: false), asker: asker)
  }

  /// Whether the caller may; if not, it has been told.
  private func isAllowed(_ route: Route, _ context: RequestContext) -> Bool {
    if case .open = route.access { return true }
    guard let grant = context.caller.grant else {
      context.failUnauthenticated()
      return false
    }
    switch route.access {
    case .open, .known: return true
    case .right(let right):
      if grant.allows(right) { return true }
      context.failForbidden(lacking: [right])
    case .anyRight(let several):
      if several.contains(where: grant.allows) { return true }
      context.failForbidden(lacking: several)
    }
    return false
  }
}

// MARK: Other origins

extension APIHandler {
  /// Says which methods an address takes, and to listed origins what they may send.
  private func answerOptions(
    _ request: HTTPRequest, _ response: HTTPResponder, _ asker: CrossOrigin.Asker
  ) {
    let context = stranger(request, response, asker)
    guard case .otherMethods(let methods) = router.match(.options, path: request.path) else {
      return context.fail(ProblemReport(.notFound))
    }
    var fields = [(name: "allow", value: methods.joined(separator: ", "))]
    if case .listed = asker { fields += CrossOrigin.preflight(request, methods: methods) }
    context.answer(204, HTTPHeaderBlock(fields))
  }
}
