internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

/// One stream in its own order, as JSON: `{"stream", "version", "events"}`; its version is the tag.
struct StreamAnswer {
  let name: StreamName
  /// A version; exclusive.
  let after: UInt64
  let limit: Int
  let ifNoneMatch: EntityTags

  /// - Throws: `notFound` for a stream without events.
  func answer(_ services: Services) throws(ProblemReport) -> Answer {
    guard let answer = try found(services) else {
      throw ProblemReport(.notFound, "The stream has no events.")
    }
    return answer
  }

  private func found(_ services: Services) throws(ProblemReport) -> Answer? {
    do throws(LogFailure) {
      let version = try version(services.engine.log)
      guard version > 0 else { return nil }
      let tag = "\"\(version)\""
      if ifNoneMatch.matches(tag) {
        return Answer(
          status: 304, headers: HTTPHeaderBlock(AnswerHeaders.json(entityTag: tag)))
      }
      let events = try services.engine.reader.stream(
        name.description, afterVersion: after, countMax: limit)
      return Answer(
        headers: headers(tag, last: events.last?.version ?? version, of: version),
        body: body(services.codec, events, version))
    } catch {
      throw ProblemReport(telling: error)
    }
  }

  private func headers(_ tag: String, last: UInt64, of version: UInt64) -> HTTPHeaderBlock {
    var fields = AnswerHeaders.json(entityTag: tag)
    if last < version {
      let id = PercentDecoding.encodeSegment(name.id)
      let address = "/v1/streams/\(name.kind.rawValue)/\(id)?from=\(last)&limit=\(limit)"
      fields.append(("link", "<\(address)>; rel=\"next\""))
    }
    return HTTPHeaderBlock(fields)
  }

  private func body(_ codec: EventCodec, _ events: [StoredEvent], _ version: UInt64) -> ByteBuffer {
    let written = events.map { event -> JSONValue in
      var text: [UInt8] = []
      codec.cloudEvent(of: event, into: &text)
      return .raw(text)
    }
    return JSONValue.object([
      ("stream", .text(name.description)), ("version", .position(version)),
      ("events", .array(written)),
    ]).encoded
  }

  /// The number of the stream's events, found by doubling and halving: some look-ups, however long
  /// the stream is.
  private func version(_ log: any EventLog) throws(LogFailure) -> UInt64 {
    var (low, high): (UInt64, UInt64) = (0, 1)
    while try exists(log, high) {
      low = high
      high *= 2
    }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if try exists(log, middle) { low = middle } else { high = middle }
    }
    return low
  }

  private func exists(_ log: any EventLog, _ version: UInt64) throws(LogFailure) -> Bool {
    try !log.positions(ofStream: name.description, afterVersion: version - 1, limit: 1).isEmpty
  }
}
