/// An event of the log, as the server sends it: a CloudEvent with its place.
public struct LoggedEvent: Sendable {
  /// What to resume from once this event has been dealt with.
  public let cursor: String
  /// The event's number in the log: gapless, from 1.
  public let position: UInt64
  /// The position of the event before it on this stream, which the client has checked.
  public let previous: UInt64
  /// The type, such as `call.answered`.
  public let type: String
  /// The stream that it belongs to, such as `call/17`.
  public let stream: String
  /// Its number in its stream, from 1.
  public let streamVersion: UInt64
  /// With `id` the event's identity for ever.
  public let source: String
  /// With `source` the event's identity for ever.
  public let id: String
  /// When it happened, as RFC 3339.
  public let time: String
  /// The event's data, as it came.
  public let data: JSONDocument
  /// The whole CloudEvent, as it came, without the place on this stream.
  public let json: JSONDocument

  /// Decodes the data.
  ///
  /// - Throws: `DecodingError` where the data has another shape.
  public func decodeData<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
    try data.decode(type)
  }

  /// Reads a frame; nil for what is no event.
  init?(frame: [UInt8], cursor: String) {
    guard let members = JSONSlices.members(of: frame[...]) else { return nil }
    var values: [String: ArraySlice<UInt8>] = [:]
    values.reserveCapacity(members.count)
    for member in members { values[member.name] = member.value }
    guard let position = values["sequence"].flatMap(JSONSlices.integer),
      let previous = values["prev"].flatMap(JSONSlices.integer),
      let type = values["type"].flatMap(JSONSlices.string)
    else { return nil }
    self.cursor = cursor
    self.position = position
    self.previous = previous
    self.type = type
    stream = values["subject"].flatMap(JSONSlices.string) ?? ""
    streamVersion = values["streamversion"].flatMap(JSONSlices.integer) ?? 0
    source = values["source"].flatMap(JSONSlices.string) ?? ""
    id = values["id"].flatMap(JSONSlices.string) ?? ""
    time = values["time"].flatMap(JSONSlices.string) ?? ""
    data = JSONDocument(bytes: values["data"].map { Array($0) } ?? Array("{}".utf8))
    json = JSONDocument(bytes: Self.withoutPlace(frame, members))
  }

  /// `prev` tells of the stream, not of the event; the server writes it first.
  private static func withoutPlace(
    _ frame: [UInt8], _ members: [JSONSlices.Member]
  ) -> [UInt8] {
    guard let index = members.firstIndex(where: { $0.name == "prev" }) else { return frame }
    guard index + 1 < members.count else { return frame }
    return Array(frame[..<members[index].start]) + frame[members[index + 1].start...]
  }
}
