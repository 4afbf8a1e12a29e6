internal import NIOCore

/// The few HTTP/2 frames (RFC 9113) that a load client writes and reads.
///
/// Header blocks are literals without a dynamic table, and the server is told to keep none, so that
/// a status can be read from its first bytes.
enum HTTP2Frames {
  enum Kind {
    static let data: UInt8 = 0
    static let headers: UInt8 = 1
    static let reset: UInt8 = 3
    static let settings: UInt8 = 4
    static let ping: UInt8 = 6
    static let goAway: UInt8 = 7
    static let windowUpdate: UInt8 = 8
  }

  static let endStream: UInt8 = 0x1
  static let acknowledgement: UInt8 = 0x1
  static let endHeaders: UInt8 = 0x4
  static let headBytes = 9

  /// The preface, settings without a dynamic table and with the widest windows, and the
  /// connection's credit.
  static func opening() -> ByteBuffer {
    var buffer = ByteBuffer(string: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    head(&buffer, length: 18, kind: Kind.settings, flags: 0, stream: 0)
    for (setting, value) in [(1, 0), (4, 0x7FFF_FFFF), (5, 65_536)] {
      buffer.writeInteger(UInt16(setting))
      buffer.writeInteger(UInt32(value))
    }
    credit(&buffer, 0x7FFF_FFFF - 65_535)
    return buffer
  }

  static func head(
    _ buffer: inout ByteBuffer, length: Int, kind: UInt8, flags: UInt8, stream: Int32
  ) {
    buffer.writeInteger(UInt8(length >> 16))
    buffer.writeInteger(UInt16(truncatingIfNeeded: length))
    buffer.writeInteger(kind)
    buffer.writeInteger(flags)
    buffer.writeInteger(stream)
  }

  /// More credit for the connection.
  static func credit(_ buffer: inout ByteBuffer, _ bytes: Int) {
    head(&buffer, length: 4, kind: Kind.windowUpdate, flags: 0, stream: 0)
    buffer.writeInteger(UInt32(bytes))
  }

  /// The answer to the peer's settings.
  static func acknowledgeSettings(_ buffer: inout ByteBuffer) {
    head(&buffer, length: 0, kind: Kind.settings, flags: acknowledgement, stream: 0)
  }

  /// What a RST_STREAM or GOAWAY says, in words.
  static func ending(_ frame: FrameScanner, _ payload: [UInt8]) -> String {
    let place = frame.kind == Kind.goAway ? 4 : 0
    let code = payload.dropFirst(place).prefix(4).reduce(0) { $0 << 8 | Int($1) }
    let what = frame.kind == Kind.goAway ? "the connection" : "stream \(frame.stream)"
    return "the server ended \(what) with code \(code)"
  }

  /// The answer to a PING.
  static func answerPing(_ payload: [UInt8], _ buffer: inout ByteBuffer) {
    head(&buffer, length: payload.count, kind: Kind.ping, flags: acknowledgement, stream: 0)
    buffer.writeBytes(payload)
  }

  /// A request's header block: fields as literals, never indexed.
  static func headerBlock(_ fields: [(String, String)]) -> [UInt8] {
    var block: [UInt8] = []
    for (name, value) in fields {
      block.append(0x00)
      append(name, to: &block)
      append(value, to: &block)
    }
    return block
  }

  private static func append(_ text: String, to block: inout [UInt8]) {
    let count = text.utf8.count
    if count < 127 {
      block.append(UInt8(count))
    } else {
      block.append(127)
      var rest = count - 127
      while rest >= 128 {
        block.append(UInt8(rest % 128 + 128))
        rest /= 128
      }
      block.append(UInt8(rest))
    }
    block += Array(text.utf8)
  }

  /// Whether a response's header block begins with the status 200 or 201.
  static func isSuccess(_ block: [UInt8]) -> Bool {
    // A change of the table's size (001xxxxx) may stand before the first field.
    let field = block.drop { $0 & 0xE0 == 0x20 }
    guard let first = field.first else { return false }
    if first == 0x88 { return true }
    guard [0x08, 0x18, 0x48].contains(first) else { return false }
    // “201”, Huffman-coded or plain.
    let value = field.dropFirst()
    return value.starts(with: [0x82, 0x10, 0x03]) || value.starts(with: [0x03, 0x32, 0x30, 0x31])
  }
}
