public import struct Foundation.Date

/// An event to append: what happened, or what is to happen, by the right of the token.
public struct OutgoingEvent: Sendable {
  /// The type, such as `call.answered`, see `/schemas`.
  public var type: String
  /// The stream, such as `call/17`.
  public var stream: String
  /// The type's data.
  public var data: JSONDocument
  /// With `source` the event's identity for ever; nil lets the append's key be it.
  public var id: String?
  /// Who reports it; nil for the token's own source.
  public var source: String?
  /// When it happened; nil for now.
  public var time: Date?
  /// What belongs together, such as one contact over several calls.
  public var correlation: String?

  /// An event with JSON that is there already.
  public init(type: String, stream: String, data: JSONDocument = JSONDocument(bytes: [0x7B, 0x7D]))
  {
    self.type = type
    self.stream = stream
    self.data = data
  }

  /// An event whose data is encoded.
  ///
  /// - Throws: what the encoding of `data` throws.
  public init(type: String, stream: String, data: some Encodable) throws {
    self.init(type: type, stream: stream, data: try JSONDocument(encoding: data))
  }
}
