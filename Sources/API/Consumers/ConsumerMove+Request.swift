internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

extension ConsumerMove {
  /// What `PUT /v1/consumers/{name}` asks for.
  ///
  /// - Throws: what is wrong with it; `cursorGone` for a place that this log does not have.
  init(_ services: Services, _ context: RequestContext) throws(ProblemReport) {
    let name = context.parameters[0]
    guard name.utf8.count <= 128 else {
      throw ProblemReport(.tooLong, "A consumer's name has at most 128 bytes.")
    }
    let fields: ConsumerFields
    do throws(CodecFailure) {
      fields = try RowCodec.decode(
        ConsumerFields.self, from: Array(context.request.body.readableBytesView))
    } catch {
      throw ProblemReport(
        .malformedJSON, "The body is not {\"cursor\": \"…\"}, perhaps with \"rewind\": true.")
    }
    let log = services.engine.log
    let problem = ProblemReport(errors: [
      DecodingProblem(.wrongKind, at: "/cursor", "The value is no cursor or position.")
    ])
    let position = try LogPlace(log).position(of: fields.cursor, orElse: problem)
    self.init(
      name: name, cursor: Cursor(epoch: log.epoch, position: position),
      caller: ConsumerRoutes.caller(context), at: services.engine.clock())
    rewinds = fields.rewind ?? false
    expected = try Preconditions.expectedVersion(of: context.request)
  }
}

/// The fields as they come.
private struct ConsumerFields: Payload {
  var cursor = ""
  var rewind: Bool?

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("cursor", &cursor, "Everything up to here has been dealt with.")
    fields.optional("rewind", &rewind, "Whether the consumer may go back.")
  }
}
