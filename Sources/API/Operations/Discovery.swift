internal import EventCodec
internal import HTTP2Server
internal import NIOCore

/// The schemas and the description of the routes, as the program itself knows them.
enum Discovery {
  private static let files = Dictionary(
    SchemaWriter.files().map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })

  /// `GET /openapi.json`.
  static func openAPI(_ services: Services, _ context: RequestContext) {
    answer(context, "openapi.json", type: "application/vnd.oai.openapi+json")
  }

  /// `GET /asyncapi.json`.
  static func asyncAPI(_ services: Services, _ context: RequestContext) {
    answer(context, "asyncapi.json", type: "application/vnd.aai.asyncapi+json")
  }

  /// `GET /schemas/{path+}`.
  static func schema(_ services: Services, _ context: RequestContext) {
    let path = context.parameters[0]
    answer(
      context, path,
      type: path.hasPrefix("events/") ? "application/schema+json" : "application/json")
  }

  private static func answer(_ context: RequestContext, _ path: String, type: String) {
    guard let bytes = files[path] else {
      return context.fail(ProblemReport(.notFound, "There is no schema of this name."))
    }
    let headers = HTTPHeaderBlock([("content-type", type), ("cache-control", "no-cache")])
    context.answer(200, headers, ByteBuffer(bytes: bytes))
  }
}
