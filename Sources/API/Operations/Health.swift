internal import Engine
internal import EventCodec
internal import EventLog

/// Whether the service lives, and whether it should be sent requests.
enum Health {
  /// `GET /livez`: the process answers.
  static func live(_ services: Services, _ context: RequestContext) {
    context.answer(json: .object([("status", .text("alive"))]))
  }

  /// `GET /readyz`: the log is open and the views follow it.
  static func ready(_ services: Services, _ context: RequestContext) {
    let statuses = services.engine.projections.list()
    if let failed = statuses.first(where: { $0.failure != nil }) {
      return context.fail(
        ProblemReport(.unavailable, "The view \(failed.name) has stopped: see /v1/projections."))
    }
    let lag = statuses.map(\.lagEvents).max() ?? 0
    guard lag <= lagMax else {
      return context.fail(
        ProblemReport(
          .unavailable, "The views are behind the log.",
          members: [("lagEvents", .number(Int64(clamping: lag)))]))
    }
    context.answer(
      json: .object([
        ("status", .text("ready")), ("head", .position(services.engine.log.head)),
        ("lagEvents", .position(lag)),
      ]))
  }

  /// Events that a view may be behind while the service counts as ready: some seconds of folding.
  private static let lagMax: UInt64 = 100_000
}
