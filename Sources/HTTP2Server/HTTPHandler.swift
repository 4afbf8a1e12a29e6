/// What answers requests: the same for HTTP/2, HTTP/1.1 and the control socket.
package protocol HTTPHandler: Sendable {
  /// Called on the connection's event loop, once a complete request; must not block.
  ///
  /// The answer may be given at once or later, from any thread. A responder that is let go without
  /// an answer makes the server answer 500, so that a client never waits for ever.
  func handle(_ request: HTTPRequest, _ response: HTTPResponder)

  /// Answers 413 to a request whose body is over the limit: called as `handle` is, and with the
  /// header alone. Does so without a body unless implemented.
  func refuseBody(of request: HTTPRequest, over bytesMax: Int, _ response: HTTPResponder)
}

extension HTTPHandler {
  /// Answers without a body.
  package func refuseBody(
    of request: HTTPRequest, over bytesMax: Int, _ response: HTTPResponder
  ) {
    response.respond(status: 413, headers: .empty)
  }
}
