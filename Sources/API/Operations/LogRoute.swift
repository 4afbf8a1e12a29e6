internal import Engine
internal import EventLog

/// `GET /v1/log`: how the log stands.
enum LogRoute {
  static func info(_ services: Services, _ context: RequestContext) {
    let log = services.engine.log
    let figures = log.statistics
    let head = log.head
    context.answer(
      json: .object([
        ("epoch", .text(log.epoch.description)), ("head", .position(head)),
        ("events", .position(head)), ("bytes", .position(figures.bytesUsed)),
        ("bytesMax", .position(figures.bytesMax)),
      ]))
  }
}
