internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

/// What sources reported and the log could not hold: listed, let in, or put aside.
enum QuarantineRoutes {
  /// `GET /v1/quarantine`. What a source said in its own words is personal: shown with `raw=true`
  /// to who has the right, and recorded as looked at before it is shown.
  static func list(_ services: Services, _ context: RequestContext) {
    do throws(ProblemReport) {
      let (filter, showsRaw) = try filter(context.request)
      guard showsRaw else {
        return context.answer(on: services.workers) { () throws(ProblemReport) in
          Answer(headers: AnswerHeaders.json, body: try body(services, filter, showsRaw: false))
        }
      }
      guard context.caller.has(.readPersonal) else {
        return context.failForbidden(lacking: [.readPersonal])
      }
      services.engine.commands.submit(look(filter, context.caller)) { outcome in
        guard case .appended = outcome else {
          return context.fail(
            ProblemReport(.unavailable, "The look could not be recorded, so nothing is shown."))
        }
        context.answer(on: services.workers) { () throws(ProblemReport) in
          Answer(headers: AnswerHeaders.json, body: try body(services, filter, showsRaw: true))
        }
      }
    } catch {
      context.fail(error)
    }
  }

  /// `POST /v1/quarantine/{position}/readmit` with `{"reason"}`.
  static func readmit(_ services: Services, _ context: RequestContext) {
    decide(services, context) { position, reason, actor in
      await services.engine.quarantine.readmit(position, because: reason, by: actor)
    }
  }

  /// `POST /v1/quarantine/{position}/dismiss` with `{"reason"}`.
  static func dismiss(_ services: Services, _ context: RequestContext) {
    decide(services, context) { position, reason, actor in
      await services.engine.quarantine.dismiss(position, because: reason, by: actor)
    }
  }

  private static func decide(
    _ services: Services, _ context: RequestContext,
    _ decide: @escaping @Sendable (UInt64, Code, Actor) async -> QuarantineOutcome
  ) {
    do throws(ProblemReport) {
      guard let position = LogPlace.plain(context.parameters[0]), position > 0 else {
        throw unknown
      }
      let reason = try SettlementRequest(context.request.body).reason
      let actor = context.caller.actor
      Task { answer(services, context, await decide(position, reason, actor)) }
    } catch {
      context.fail(error)
    }
  }

  private static func answer(
    _ services: Services, _ context: RequestContext, _ outcome: QuarantineOutcome
  ) {
    switch outcome {
    case .settled(let receipt):
      context.answer(200, AnswerHeaders.json, services.appendAnswer.body(receipt))
    case .unknown: context.fail(unknown)
    case .alreadySettled(let status):
      context.fail(
        conflict(
          "notQuarantined", state: status.rawValue,
          "The event has been \(status.rawValue) before: a decision is made once."))
    case .noEvent(let why):
      context.fail(
        conflict(
          "noEvent", state: "waiting", "It cannot be let in, only dismissed: \(why)."))
    case .rejected(let rejection):
      context.fail(
        ProblemReport(
          .lifeCycle, "It stays in quarantine. \(rejection.detail)",
          members: [
            ("reason", .text(rejection.reason.rawValue)), ("state", .text(rejection.state)),
            ("allowed", .texts(rejection.allowed)),
          ]))
    case .failed(let failure): context.fail(ProblemReport(telling: failure))
    case .keysUnavailable(let why):
      context.fail(ProblemReport(.unavailable, "The keys for personal data: \(why)"))
    }
  }

  private static let unknown = ProblemReport(
    .notFound, "No quarantined event has this position.")

  private static func conflict(
    _ reason: String, state: String, _ detail: String
  ) -> ProblemReport {
    ProblemReport(
      .lifeCycle, detail, members: [("reason", .text(reason)), ("state", .text(state))])
  }
}

// MARK: The list

extension QuarantineRoutes {
  private static func filter(
    _ request: HTTPRequest
  ) throws(ProblemReport) -> (QuarantineFilter, showsRaw: Bool) {
    let reader = try ParameterReader(
      request, single: ["state", "source", "after", "limit", "raw"])
    let states = QuarantinedEvent.Status.allCases.map(\.rawValue)
    let state = try reader.word("state", of: states + ["all"]) ?? "waiting"
    let filter = QuarantineFilter(
      status: QuarantinedEvent.Status(rawValue: state), source: reader.parameters["source"],
      after: UInt64(try reader.integer("after", in: 0...Int.max) ?? 0),
      limit: try reader.integer("limit", in: 1...10_000) ?? 1_000)
    return (filter, try reader.flag("raw") ?? false)
  }

  /// The event that says who looked.
  private static func look(_ filter: QuarantineFilter, _ caller: Caller) -> AppendCommand {
    let viewed = AccessEvent.RecordViewed {
      $0.record = Code("/v1/quarantine")
      $0.from = Int64(clamping: filter.after) + 1
    }
    let event = IncomingEvent(
      stream: StreamName(.access, caller.grant?.name ?? "unknown"),
      event: .access(.recordViewed(viewed)))
    return AppendCommand(events: [event], kind: .command, actor: caller.actor)
  }

  private static func body(
    _ services: Services, _ filter: QuarantineFilter, showsRaw: Bool
  ) throws(ProblemReport) -> ByteBuffer {
    let desk = services.engine.quarantine
    return try ProblemReport.translating { () throws(LogFailure) in
      var rows: [JSONValue] = []
      for event in try desk.list(filter) {
        rows.append(row(event, raw: showsRaw ? .some(try desk.raw(at: event.position)) : nil))
      }
      return JSONValue.object([("quarantine", .array(rows))]).encoded
    }
  }

  private static func row(_ event: QuarantinedEvent, raw: String??) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("position", .position(event.position)), ("state", .text(event.status.rawValue)),
      ("source", .text(event.source)), ("id", .text(event.id)),
      ("time", .text(event.time.rfc3339)), ("recordedTime", .text(event.recordedTime.rfc3339)),
      ("type", text(event.type)), ("stream", text(event.stream)),
      ("line", event.line.map(JSONValue.number) ?? .null), ("reason", .text(event.reason)),
      ("detail", text(event.detail)),
    ]
    if let settled = event.settlement {
      members.append(
        (
          "settled",
          .object([
            ("position", .position(settled.position)), ("time", .text(settled.time.rfc3339)),
            ("by", .text(settled.actor.id)), ("reason", .text(settled.reason)),
          ])
        ))
    }
    if let raw { members.append(("raw", text(raw))) }
    return .object(members)
  }

  private static func text(_ value: String?) -> JSONValue {
    value.map(JSONValue.text) ?? .null
  }
}
