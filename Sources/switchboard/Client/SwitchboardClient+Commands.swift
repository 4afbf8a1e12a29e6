internal import SwitchboardClient

extension SwitchboardClient {
  /// How commands wait: one attempt, since a person sees what failed and can try again, and for an
  /// answer as long as it takes, as for the verification of a long log. Only what follows a stream
  /// makes a lost connection again.
  static var commandConfiguration: ClientConfiguration {
    var configuration = ClientConfiguration()
    configuration.requestAttemptsMax = 1
    configuration.answerTimeout = .seconds(86_400)
    configuration.reconnection.retriesFirstConnection = false
    return configuration
  }

  /// Sends a request and collects its answer, whatever its status.
  func collect(
    _ method: WireRequest.Method, _ path: String, body: [UInt8]? = nil, accept: String = "*/*"
  ) async throws(ClientFailure) -> (status: Int, body: [UInt8]) {
    try await answer(to: WireRequest(method, path, body: body, accept: accept))
  }
}
