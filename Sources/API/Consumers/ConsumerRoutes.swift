internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

/// The named checkpoints of services that replay: kept by the server, durable when answered.
///
/// A consumer belongs to the grant that made it; operators handle all of them.
enum ConsumerRoutes {
  /// `GET /v1/consumers`.
  static func list(_ services: Services, _ context: RequestContext) {
    let caller = caller(context)
    let head = services.engine.log.head
    let rows = services.engine.consumers.list().filter(caller.handles)
      .map { JSONValue.object(members($0, services.engine.log.epoch, head: head)) }
    context.answer(
      json: .object([("head", .position(head)), ("consumers", .array(rows))]))
  }

  /// `GET /v1/consumers/{name}`: always with the body, whose lag grows while the version, which is
  /// the tag, stays.
  static func one(_ services: Services, _ context: RequestContext) {
    do throws(ProblemReport) {
      answer(try found(context.parameters[0], services, context), 200, services, context)
    } catch {
      context.fail(error)
    }
  }

  /// `PUT /v1/consumers/{name}` with `{cursor, rewind}`.
  static func set(_ services: Services, _ context: RequestContext) {
    let move: ConsumerMove
    do throws(ProblemReport) {
      move = try ConsumerMove(services, context)
    } catch {
      return context.fail(error)
    }
    Task {
      do throws(ConsumerRefusal) {
        let consumer = try await services.engine.consumers.set(move)
        answer(consumer, consumer.version == 1 ? 201 : 200, services, context)
      } catch {
        context.fail(report(error))
      }
    }
  }

  /// `DELETE /v1/consumers/{name}`.
  static func remove(_ services: Services, _ context: RequestContext) {
    let (name, caller) = (context.parameters[0], caller(context))
    let expected: ExpectedVersion?
    do throws(ProblemReport) {
      expected = try Preconditions.expectedVersion(of: context.request)
    } catch {
      return context.fail(error)
    }
    Task {
      do throws(ConsumerRefusal) {
        let wasThere = try await services.engine.consumers.remove(
          name, expected: expected, by: caller)
        guard wasThere else { return context.fail(Self.unknown) }
        context.answer(204, .empty)
      } catch {
        context.fail(report(error))
      }
    }
  }

  /// Where a consumer stands, for a read that goes on from there.
  ///
  /// - Throws: `notFound`, `forbidden`, or `cursorGone` where the log is another one now.
  static func position(
    ofConsumer name: String, _ services: Services, _ context: RequestContext
  ) throws(ProblemReport) -> UInt64 {
    let consumer = try found(name, services, context)
    return try LogPlace(services.engine.log)
      .position(of: consumer.cursor.description, orElse: unknown)
  }

  static func caller(_ context: RequestContext) -> ConsumerCaller {
    ConsumerCaller(
      name: context.caller.grant?.name ?? "", isOperator: context.caller.has(.operate))
  }
}

// MARK: Answers

extension ConsumerRoutes {
  private static let unknown = ProblemReport(.notFound, "There is no consumer of this name.")
  private static let foreign = ProblemReport(
    .forbidden, "The consumer belongs to another token's name.")

  private static func found(
    _ name: String, _ services: Services, _ context: RequestContext
  ) throws(ProblemReport) -> Consumer {
    guard let consumer = services.engine.consumers.consumer(named: name) else { throw unknown }
    guard caller(context).handles(consumer) else { throw foreign }
    return consumer
  }

  private static func tag(_ consumer: Consumer) -> String { "\"\(consumer.version)\"" }

  private static func answer(
    _ consumer: Consumer, _ status: Int, _ services: Services, _ context: RequestContext
  ) {
    let log = services.engine.log
    var fields = AnswerHeaders.json(entityTag: tag(consumer))
    if status == 201 {
      let name = PercentDecoding.encodeSegment(consumer.name)
      fields.append(("location", "/v1/consumers/\(name)"))
    }
    context.answer(
      status, HTTPHeaderBlock(fields),
      JSONValue.object(members(consumer, log.epoch, head: log.head)).encoded)
  }

  /// The lag is null where the consumer stands in another life of the log.
  private static func members(
    _ consumer: Consumer, _ epoch: Epoch, head: UInt64
  ) -> [(String, JSONValue)] {
    let position = consumer.cursor.position
    let lag = consumer.cursor.epoch == epoch ? head - min(head, position) : nil
    return [
      ("name", .text(consumer.name)), ("owner", .text(consumer.owner)),
      ("cursor", .text(consumer.cursor.description)), ("position", .position(position)),
      ("lagEvents", lag.map(JSONValue.position) ?? .null),
      ("version", .position(consumer.version)),
      ("setAt", .text(Timestamp(milliseconds: consumer.setAt).rfc3339)),
    ]
  }

  private static func report(_ refusal: ConsumerRefusal) -> ProblemReport {
    switch refusal {
    case .foreign: foreign
    case .wrongVersion(let expected, let actual):
      ProblemReport(
        .wrongVersion, "The consumer was set \(actual) times, and \(expected.text) was expected.",
        members: [
          ("expected", expected.member), ("actual", .number(Int64(clamping: actual))),
        ])
    case .wouldGoBack(let cursor):
      ProblemReport(
        .wouldGoBack, "The consumer stands at \(cursor).",
        members: [("cursor", .text(cursor.description))])
    case .failed(let failure): ProblemReport(telling: failure)
    }
  }
}
