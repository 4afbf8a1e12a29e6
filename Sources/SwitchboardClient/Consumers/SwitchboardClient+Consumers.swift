extension SwitchboardClient {
  /// Where a named consumer stands; nil where there is none of this name.
  ///
  /// Read on from there with `events(from: .consumer(name))`.
  public func consumer(
    _ name: String
  ) async throws(ClientFailure) -> ConsumerCheckpoint? {
    guard let answer = try await find(WireRequest(.get, Self.path(ofConsumer: name))) else {
      return nil
    }
    return try Self.checkpoint(answer)
  }

  /// Sets a named consumer's checkpoint, durably; makes the consumer where there is none.
  ///
  /// - Parameters:
  ///   - cursor: of the last event that has been dealt with.
  ///   - expected: of the checkpoint's `version`, so that two that share a name notice each other.
  ///   - rewinding: whether it may go back; else that is a `conflict`.
  @discardableResult
  public func setConsumer(
    _ name: String, to cursor: String, expecting expected: ExpectedStream = .any,
    rewinding: Bool = false
  ) async throws(ClientFailure) -> ConsumerCheckpoint {
    struct Move: Encodable {
      var cursor: String
      var rewind: Bool
    }
    // Encoding a text and a flag cannot fail.
    let move = try? JSONDocument(encoding: Move(cursor: cursor, rewind: rewinding))
    var request = WireRequest(
      .put, Self.path(ofConsumer: name), body: move?.bytes, fields: expected.fields)
    // Set again, the checkpoint would no longer be at the version that was expected.
    request.isRepeatable = expected == .any
    return try Self.checkpoint(try await succeed(request))
  }

  /// Forgets a named consumer.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  public func removeConsumer(_ name: String) async throws(ClientFailure) -> Bool {
    try await find(WireRequest(.delete, Self.path(ofConsumer: name))) != nil
  }

  private static func path(ofConsumer name: String) -> String {
    Query("v1", "consumers", name).text
  }

  private static func checkpoint(
    _ answer: ClientCore.Answer
  ) throws(ClientFailure) -> ConsumerCheckpoint {
    do {
      return try JSONDocument(bytes: answer.body).decode()
    } catch {
      throw .unexpected("the answer is no consumer: \(error)")
    }
  }
}
