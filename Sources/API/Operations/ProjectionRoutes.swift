internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog

/// How the views stand; their rebuilding, and their comparison with a fold from zero.
enum ProjectionRoutes {
  /// `GET /v1/projections`.
  static func list(_ services: Services, _ context: RequestContext) {
    let progress = services.rebuilds.progress
    let rows = services.engine.projections.list().map { row($0, progress[$0.name]) }
    context.answer(
      json: .object([
        ("head", .position(services.engine.log.head)), ("projections", .array(rows)),
      ]))
  }

  /// `POST /v1/projections/{name}/rebuild`: answered when the rebuilt view is in its place; `all`
  /// rebuilds one after the other. The progress is in the list meanwhile.
  static func rebuild(_ services: Services, _ context: RequestContext) {
    let name = context.parameters[0]
    Task {
      let known = services.engine.projections.list().map(\.name)
      guard name == "all" || known.contains(name) else {
        return context.fail(
          ProblemReport(.notFound, "The projections are \(known.joined(separator: ", "))."))
      }
      await run(services, context, name == "all" ? known : [name]) {
        (view, progress) async throws(LogFailure) in
        try await services.engine.projections.rebuild(view, progress: progress)
      }
    }
  }

  /// `POST /v1/projections/verify`.
  static func verify(_ services: Services, _ context: RequestContext) {
    Task {
      let known = services.engine.projections.list().map(\.name)
      await run(services, context, known) { (view, progress) async throws(LogFailure) in
        try await services.engine.projections.verify(view, progress: progress)
      }
    }
  }

  private typealias Work =
    @Sendable (
      _ view: String, _ progress: @escaping @Sendable (UInt64, UInt64) -> Void
    ) async throws(LogFailure) -> RebuildResult

  /// Does the work view by view, one request at a time.
  private static func run(
    _ services: Services, _ context: RequestContext, _ views: [String], _ work: Work
  ) async {
    guard services.rebuilds.begin(at: services.engine.clock()) else {
      return context.fail(
        ProblemReport(.unavailable, "Another rebuild or verification is under way."))
    }
    let outcome = await lines(services, views, work)
    // Whoever has the answer may ask for the next one.
    services.rebuilds.end()
    switch outcome {
    case .success(let lines): context.answer(json: .object([("rebuilt", .array(lines))]))
    case .failure(let failure): context.fail(ProblemReport(telling: failure))
    }
  }

  private static func lines(
    _ services: Services, _ views: [String], _ work: Work
  ) async -> Result<[JSONValue], LogFailure> {
    var lines: [JSONValue] = []
    for view in views {
      let started = ContinuousClock.now
      do throws(LogFailure) {
        let result = try await work(view) { position, head in
          services.rebuilds.note(view, position: position, head: head)
        }
        lines.append(
          line(result, events: services.engine.log.head, took: ContinuousClock.now - started))
      } catch {
        return .failure(error)
      }
    }
    return .success(lines)
  }

  private static func line(
    _ result: RebuildResult, events: UInt64, took duration: Duration
  ) -> JSONValue {
    let seconds = duration / .seconds(1)
    return .object([
      ("name", .text(result.name)), ("rows", .number(Int64(result.rows))),
      ("differingRows", .number(Int64(result.differingRows))),
      ("eventsPerSecond", .number(seconds > 0 ? Int64(Double(events) / seconds) : 0)),
      ("examples", .array(result.examples.map(JSONValue.text))),
    ])
  }

  private static func row(
    _ status: ProjectionStatus, _ progress: Rebuilds.Progress?
  ) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("name", .text(status.name)), ("foldVersion", .number(Int64(status.foldVersion))),
      ("position", .position(status.position)), ("lagEvents", .position(status.lagEvents)),
      ("failure", status.failure.map(JSONValue.text) ?? .null),
    ]
    if let progress {
      members.append(
        (
          "rebuild",
          .object([
            ("position", .position(progress.position)), ("head", .position(progress.head)),
            ("startedAt", .text(Timestamp(milliseconds: progress.startedAt).rfc3339)),
          ])
        ))
    }
    return .object(members)
  }
}
