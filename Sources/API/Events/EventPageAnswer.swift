internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

/// One page of the log as JSON.
struct EventPageAnswer {
  let answer: Answer

  /// - Parameter isBatch: a bare array of CloudEvents instead of an object with a cursor.
  /// - Cost: one bounded scan of the log, on a worker.
  init(
    _ services: Services, _ query: EventQuery, isBatch: Bool, ifNoneMatch: EntityTags
  ) throws(ProblemReport) {
    let log = services.engine.log
    let head = log.head
    let end = min(query.through ?? head, head)
    let limit = min(query.limit ?? EventQuery.limitDefault, EventQuery.limitMax)
    let scan = try ProblemReport.translating { () throws(LogFailure) in
      try services.engine.reader.scan(
        after: query.after, through: end, filter: query.filter, countMax: limit)
    }
    let cursor = Cursor(epoch: log.epoch, position: scan.scanned)
    let isFull = scan.events.count == limit
    let tag = isBatch ? "\"\(cursor).batch\"" : "\"\(cursor)\""
    var fields: [(name: String, value: String)] = [
      ("content-type", isBatch ? "application/cloudevents-batch+json" : "application/json"),
      ("etag", tag), ("vary", "accept"),
      (
        "cache-control",
        isFull && query.isBoundToEpoch ? "private, max-age=31536000, immutable" : "no-cache"
      ),
    ]
    if scan.scanned < end {
      fields.append(("link", "<\(query.address(after: cursor))>; rel=\"next\""))
    }
    let headers = HTTPHeaderBlock(fields)
    if ifNoneMatch.matches(tag) {
      answer = Answer(status: 304, headers: headers)
    } else {
      let body = Self.body(scan.events, services.codec, isBatch ? nil : (cursor, head))
      answer = Answer(headers: headers, body: body)
    }
  }

  private static func body(
    _ events: [StoredEvent], _ codec: EventCodec, _ place: (cursor: Cursor, head: UInt64)?
  ) -> ByteBuffer {
    var text: [UInt8] = []
    if let place {
      text += Array(
        "{\"cursor\":\"\(place.cursor)\",\"head\":\(place.head),\"events\":".utf8)
    }
    text.append(UInt8(ascii: "["))
    for (index, event) in events.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      codec.cloudEvent(of: event, into: &text)
    }
    text.append(UInt8(ascii: "]"))
    if place != nil { text.append(UInt8(ascii: "}")) }
    return ByteBuffer(bytes: text)
  }
}
