extension SwitchboardClient {
  /// Appends one event; returns when it is on disk.
  ///
  /// Sent again by itself where the connection was lost or the server asked to wait: its identity
  /// is `source` and `id`, or, where it has no id, `key`. An append that was repeated is answered
  /// as the first time and stored once.
  ///
  /// - Parameters:
  ///   - expected: what its stream must be like.
  ///   - key: `Idempotency-Key`, 1…100 printable characters; nil takes a random one. Give one of
  ///     your own to repeat an append after your own process ended.
  /// - Throws: `conflict` where it contradicts the state, or the id is known with other content;
  ///   `wrongVersion`; `invalid` with the place of each fault; `forbidden`; `unreachable` and
  ///   `unavailable` when trying again did not help.
  public func append(
    _ event: OutgoingEvent, expecting expected: ExpectedStream = .any, key: String? = nil
  ) async throws(ClientFailure) -> AppendResult {
    var fields = expected.fields
    if event.id == nil {
      fields.append((name: "idempotency-key", value: "\"\(key ?? Self.randomKey())\""))
    }
    var request = WireRequest(.post, "/v1/events", body: EventWriter.plain(event), fields: fields)
    request.isRepeatable = true
    return try await result(of: request)
  }

  /// Appends several events as one: all of them are kept, or none.
  ///
  /// - Parameters:
  ///   - events: 1…1,000; those without an id get `key` with their number.
  ///   - source: of those that name none; an integration's must be that of its token.
  ///   - expected: what the stream must be like, which all of them then belong to.
  ///   - key: nil takes a random one.
  /// - Throws: as for one; `conflict` also where some of them are known and others are not.
  public func append(
    _ events: [OutgoingEvent], from source: String, expecting expected: ExpectedStream = .any,
    key: String? = nil
  ) async throws(ClientFailure) -> AppendResult {
    let key = key ?? Self.randomKey()
    let written = events.enumerated().map { index, event in
      EventWriter.cloudEvent(
        event, id: event.id ?? "\(key)#\(index + 1)", source: event.source ?? source)
    }
    let body =
      [UInt8(ascii: "[")] + written.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
    var request = WireRequest(.post, "/v1/events", fields: expected.fields)
    request.fields.append(
      (name: "content-type", value: "application/cloudevents-batch+json"))
    request.body = body
    request.isRepeatable = true
    return try await result(of: request)
  }

  private func result(of request: WireRequest) async throws(ClientFailure) -> AppendResult {
    let answer = try await succeed(request)
    guard let result = AppendResult(answer.body) else {
      throw .unexpected("the answer to an append names no place")
    }
    return result
  }

  /// 128 random bits.
  private static func randomKey() -> String {
    var generator = SystemRandomNumberGenerator()
    return String(generator.next(), radix: 16) + "-" + String(generator.next(), radix: 16)
  }
}
