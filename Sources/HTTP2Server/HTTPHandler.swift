/// What answers requests: the same for HTTP/2, HTTP/1.1 and the control socket.
package protocol HTTPHandler: Sendable {
  /// Called on the connection's event loop, once a complete request; must not block.
  ///
  /// The answer may be given at once or later, from any thread. A responder that is let go without
  /// an answer makes the server answer 500, so that a client never waits for ever.
  func handle(_ request: HTTPRequest, _ response: HTTPResponder)
}
