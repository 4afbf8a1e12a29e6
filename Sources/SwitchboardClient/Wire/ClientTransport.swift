/// One connection as its loop uses it: requests to bytes, bytes to answers.
protocol ClientTransport: AnyObject {
  /// Whether another request can be sent now.
  var takesRequests: Bool { get }

  /// Whether no answer is under way.
  var isIdle: Bool { get }

  /// Called when an answer is complete and the connection, which is not shared, can be used again.
  var onIdle: (() -> Void)? { get set }

  /// Sends a request whose answer goes into a pipe.
  func send(_ request: WireRequest, _ pipe: AnswerPipe)

  /// A reader has taken bytes: as many more may come.
  func consumed(_ byteCount: Int, of pipe: AnswerPipe)

  /// A reader has let go of its answer, complete or not.
  func release(_ pipe: AnswerPipe)
}
