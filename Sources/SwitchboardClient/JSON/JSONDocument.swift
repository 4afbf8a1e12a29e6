internal import Foundation

/// JSON as it came, or as it is to be sent.
public struct JSONDocument: Sendable, Equatable {
  /// UTF-8.
  public let bytes: [UInt8]

  /// JSON that is there already.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Encodes a value with Foundation's encoder: sorted keys, dates as RFC 3339.
  ///
  /// - Throws: what the value's encoding throws.
  public init(encoding value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    bytes = Array(try encoder.encode(value))
  }

  /// Decodes a value with Foundation's decoder.
  ///
  /// - Throws: `DecodingError` where the JSON has another shape.
  public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes))
  }

  /// The JSON as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
