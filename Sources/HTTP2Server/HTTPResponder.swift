package import NIOCore

/// The way to answer one request: once, from any thread.
///
/// A second answer, and one to a peer that has gone, is ignored. Answers given on the connection's
/// loop go to the session at once; answers from other threads gather in the loop's mailbox and cost
/// it one wake-up however many there are.
package struct HTTPResponder: Sendable {
  private let claim: ResponseClaim

  init(exchange: Exchange) {
    claim = ResponseClaim(exchange: exchange)
  }

  /// Answers with a complete body. `date` and, where one belongs, `content-length` are added; a
  /// body is left out where the method or status forbids one.
  ///
  /// - Parameter status: 200–599.
  package func respond(status: Int, headers: HTTPHeaderBlock, body: ByteBuffer? = nil) {
    claim.answer(.fixed(status: status, headers: headers, body: body))
  }

  /// Answers with a body that is pulled from a source as the peer reads it.
  ///
  /// - Parameters:
  ///   - status: 200–599.
  ///   - followsWake: whether `HTTP2Server.wake()` resumes this stream. Meant for bodies that grow
  ///     with something that all of them share, such as the head of a log.
  @discardableResult
  package func respond(
    status: Int, headers: HTTPHeaderBlock, source: sending any HTTPBodySource,
    followsWake: Bool = false
  ) -> HTTPStreamHandle {
    // SAFETY: the source was sent here, so nobody else uses it; from now on only the loop does.
    let body = StreamedBody(source: source, followsWake: followsWake)
    claim.answer(.streamed(status: status, headers: headers, body: body))
    return HTTPStreamHandle(exchange: claim.exchange)
  }

  /// Resets the stream instead of answering (HTTP/1.1: closes the connection).
  package func abort(_ error: HTTPStreamError) {
    claim.answer(.abort(error))
  }

  /// Does some work on the connection's loop, such as putting an answer together: at once when
  /// called there, else with all else that waits for it.
  package func onLoop(_ work: @escaping @Sendable () -> Void) {
    claim.exchange.loop.perform(.run(work), on: claim.exchange)
  }

  /// Asks to be told, on the loop, when the stream is over, sent or not; at once if it already is.
  package func onClose(_ callback: @escaping @Sendable () -> Void) {
    claim.exchange.loop.perform(.onClose(callback), on: claim.exchange)
  }
}
