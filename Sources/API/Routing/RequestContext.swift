internal import EventCodec
internal import HTTP2Server
internal import NIOCore

/// A request on its way through the routes, and the ways to answer it.
///
/// An object: it is kept by what answers later, and by every step on the way there.
final class RequestContext: Sendable {
  let request: HTTPRequest
  let responder: HTTPResponder
  /// The values of the pattern's parameters, decoded, in order.
  let parameters: [String]
  let caller: Caller
  /// Whether a page of another origin asks that the settings list.
  let asker: CrossOrigin.Asker

  init(
    request: HTTPRequest, responder: HTTPResponder, parameters: [String], caller: Caller,
    asker: CrossOrigin.Asker
  ) {
    self.request = request
    self.responder = responder
    self.parameters = parameters
    self.caller = caller
    self.asker = asker
  }

  /// Answers with a body.
  func answer(_ status: Int, _ headers: HTTPHeaderBlock, _ body: ByteBuffer? = nil) {
    responder.respond(status: status, headers: withOrigin(headers), body: body)
  }

  /// Answers with JSON that is not to be kept.
  func answer(_ status: Int = 200, json: JSONValue) {
    answer(status, AnswerHeaders.json, json.encoded)
  }

  /// Answers with a problem.
  func fail(_ report: ProblemReport, _ more: [(name: String, value: String)] = []) {
    let extra = more + AnswerHeaders.retry(for: report.type)
    let headers = extra.isEmpty ? AnswerHeaders.problem : AnswerHeaders.problem.adding(extra)
    answer(report.type.status, headers, ByteBuffer(bytes: report.json))
  }

  /// Says which forms of the answer there are.
  func failNotAcceptable(_ forms: [String]) {
    fail(ProblemReport(.notAcceptable, "There are: \(forms.joined(separator: ", "))."))
  }

  /// Answers with what a worker computes, or with the problem that it throws.
  func answer(
    on workers: Workers, _ make: @escaping @Sendable () throws(ProblemReport) -> Answer
  ) {
    workers.run {
      do throws(ProblemReport) {
        let made = try make()
        self.answer(made.status, made.headers, made.body)
      } catch {
        self.fail(error)
      }
    }
  }

  /// Streams a body, unless only its header was asked for.
  ///
  /// - Parameter followsWake: whether it is woken with all others that follow the log's head.
  func stream(
    _ headers: HTTPHeaderBlock, followsWake: Bool,
    _ makeSource: (StreamSignal) -> sending any HTTPBodySource
  ) {
    guard request.method != .head else { return answer(200, headers) }
    let signal = StreamSignal()
    let handle = responder.respond(
      status: 200, headers: withOrigin(headers), source: makeSource(signal),
      followsWake: followsWake)
    signal.attach(handle)
  }

  private func withOrigin(_ headers: HTTPHeaderBlock) -> HTTPHeaderBlock {
    let more = CrossOrigin.fields(for: asker)
    return more.isEmpty ? headers : headers.adding(more)
  }
}

/// A complete answer.
struct Answer: Sendable {
  var status = 200
  var headers: HTTPHeaderBlock
  var body: ByteBuffer?
}
