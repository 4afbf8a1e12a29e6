import ContactCenter

extension Event {
  /// The record of a line that is set aside.
  ///
  /// The raw line is kept as text that loses nothing: a byte that is not part of valid UTF-8, a
  /// control character or a backslash is written as `\xHH`.
  ///
  /// - Parameters:
  ///   - proposed: the event that the rules refused, where the line could be read.
  ///   - data: its data as JSON; left out where it is longer than an event may be.
  static func quarantine(
    of line: SourceLine, reason: ImportReason, proposed: ImportedEvent?, data: String? = nil
  ) -> Event {
    .source(
      .eventQuarantined(
        SourceEvent.EventQuarantined {
          $0.reason = Code(reason.code)
          $0.detail = reason.detail
          $0.line = Int64(line.number)
          $0.type = proposed.map { Code($0.event.type.name) }
          $0.stream = proposed?.stream.description
          $0.raw = escaped(line.bytes)
          if let data, data.utf8.count <= ImportLimits.rawBytesMax {
            $0.proposed = data
            $0.proposedID = proposed?.id
          }
        }))
  }

  /// The first `rawBytesMax` bytes of the escaped text.
  static func escaped(_ bytes: [UInt8]) -> String {
    let isText = String(validating: bytes, as: UTF8.self) != nil
    var text: [UInt8] = []
    for byte in bytes {
      let isPlain = byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\\")
      let piece = isPlain && (isText || byte < 0x80) ? [byte] : hexadecimal(byte)
      guard text.count + piece.count <= ImportLimits.rawBytesMax else { break }
      text += piece
    }
    // A cut may fall inside a character: its first bytes are dropped.
    while !text.isEmpty, String(validating: text, as: UTF8.self) == nil { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }

  private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return Array("\\x".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}
