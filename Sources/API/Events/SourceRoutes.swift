internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

/// `GET /v1/sources/{source}/work`: where an import of the next part of a source's log goes on.
enum SourceRoutes {
  static func work(_ services: Services, _ context: RequestContext) {
    let source = context.parameters[0]
    context.answer(on: services.workers) { () throws(ProblemReport) in
      let work = try ProblemReport.translating { () throws(LogFailure) in
        try services.engine.work(ofSource: source)
      }
      return Answer(
        headers: AnswerHeaders.json, body: ByteBuffer(bytes: RowCodec.encode(work)))
    }
  }
}
