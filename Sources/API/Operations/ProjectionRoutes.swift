internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog

/// How the views stand, and their rebuilding.
enum ProjectionRoutes {
  /// `GET /v1/projections`.
  static func list(_ services: Services, _ context: RequestContext) {
    Task {
      let statuses = await services.engine.projections.list()
      let progress = services.rebuilds.progress
      let rows = statuses.map { row($0, progress[$0.name]) }
      context.answer(
        json: .object([
          ("head", .position(services.engine.log.head)), ("projections", .array(rows)),
        ]))
    }
  }

  /// `POST /v1/projections/{name}/rebuild`: answered when the rebuilt view is in its place. Its
  /// progress is in the list meanwhile.
  static func rebuild(_ services: Services, _ context: RequestContext) {
    let name = context.parameters[0]
    Task {
      let known = await services.engine.projections.list().map(\.name)
      guard known.contains(name) else {
        return context.fail(
          ProblemReport(.notFound, "The projections are \(known.joined(separator: ", "))."))
      }
      guard services.rebuilds.begin(name, at: services.engine.clock()) else {
        return context.fail(ProblemReport(.unavailable, "This view is being rebuilt already."))
      }
      defer { services.rebuilds.end(name) }
      do throws(LogFailure) {
        let result = try await services.engine.projections.rebuild(name) { position, head in
          services.rebuilds.note(name, position: position, head: head)
        }
        context.answer(json: answer(result))
      } catch {
        context.fail(ProblemReport(error))
      }
    }
  }

  private static func answer(_ result: RebuildResult) -> JSONValue {
    .object([
      ("name", .text(result.name)), ("rows", .number(Int64(result.rows))),
      ("differingRows", .number(Int64(result.differingRows))),
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
