import Glibc

/// An HTTP/2 client made of frames, which does what no library would: for hostile and odd peers.
///
/// Blocking, with a time limit on every read, so that a test fails instead of hanging.
final class FrameClient {
  struct Frame {
    var type: FrameType?
    var flags: UInt8
    var stream: UInt32
    var payload: [UInt8]

    var isEnd: Bool { flags & 0x1 != 0 }
    /// The big-endian number in the payload's bytes from `offset`.
    func number(at offset: Int) -> UInt32 {
      payload.dropFirst(offset).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
  }

  enum FrameType: UInt8 {
    case data, headers, priority, reset, settings, push, ping, goaway, windowUpdate, continuation
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private let descriptor: CInt
  private var received: [UInt8] = []
  private var offset = 0

  /// Connects; bytes of HTTP/1.1 may be sent as well.
  init(port: Int, seconds: Int = 20) throws {
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let outcome = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
    }
    guard outcome == 0 else { throw Failure(description: "cannot connect: \(errno)") }
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    let limitSize = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, limitSize)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, limitSize)
    var one: CInt = 1
    setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<CInt>.size))
  }

  deinit {
    close(descriptor)
  }

  /// Sends bytes; false when the server has closed.
  @discardableResult
  func write(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Reads until the server closes or the time is over.
  func readAll() -> [UInt8] {
    while fill() {}
    defer { offset = received.count }
    return Array(received[offset...])
  }

  /// Reads until what came ends with `suffix`, or nothing more comes.
  func read(until suffix: String) -> String {
    while true {
      let text = String(decoding: received[offset...], as: UTF8.self)
      if text.hasSuffix(suffix) || !fill() {
        offset = received.count
        return text
      }
    }
  }

  /// The next frame; nil when the server has closed or the time is over.
  func next() -> Frame? {
    while received.count - offset < 9 { guard fill() else { return nil } }
    let head = Array(received[offset..<(offset + 9)])
    let count = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
    while received.count - offset < 9 + count { guard fill() else { return nil } }
    let payload = Array(received[(offset + 9)..<(offset + 9 + count)])
    offset += 9 + count
    let stream = head[5...8].reduce(0) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
    return Frame(
      type: FrameType(rawValue: head[3]), flags: head[4], stream: stream, payload: payload)
  }

  /// The next frame of a type, passing over others; nil when none comes.
  func next(_ type: FrameType) -> Frame? {
    while let frame = next() { if frame.type == type { return frame } }
    return nil
  }

  private func fill() -> Bool {
    if offset > 1 << 20 {
      received.removeFirst(offset)
      offset = 0
    }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    guard count > 0 else { return false }
    received += chunk[0..<count]
    return true
  }
}

// MARK: - Frames

extension FrameClient {
  /// The client's preface: the magic, settings, and a larger connection window if wanted.
  func sendPreface(initialWindow: UInt32? = nil, connectionWindow: UInt32 = 65_535) {
    var settings: [UInt8] = []
    if let initialWindow { settings += [0, 4] + Self.bytes(initialWindow) }
    write(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8))
    send(.settings, payload: settings)
    if connectionWindow > 65_535 { sendWindowUpdate(connectionWindow - 65_535, stream: 0) }
  }

  /// Sends a frame; false when the server has closed.
  @discardableResult
  func send(
    _ type: FrameType, flags: UInt8 = 0, stream: UInt32 = 0, payload: [UInt8] = []
  ) -> Bool {
    write(Self.frame(type, flags: flags, stream: stream, payload: payload))
  }

  /// The bytes of a frame.
  static func frame(
    _ type: FrameType, flags: UInt8 = 0, stream: UInt32 = 0, payload: [UInt8] = []
  ) -> [UInt8] {
    let count = payload.count
    return [
      UInt8(count >> 16), UInt8(count >> 8 & 0xff), UInt8(count & 0xff), type.rawValue, flags,
    ] + bytes(stream) + payload
  }

  /// Sends a request's header.
  @discardableResult
  func sendRequest(
    _ path: String, stream: UInt32, method: String = "GET", isEnd: Bool = true,
    more: [(String, String)] = []
  ) -> Bool {
    send(
      .headers, flags: isEnd ? 0x5 : 0x4, stream: stream,
      payload: Self.request(path, method: method, more: more))
  }

  @discardableResult
  func sendWindowUpdate(_ increment: UInt32, stream: UInt32) -> Bool {
    send(.windowUpdate, stream: stream, payload: Self.bytes(increment))
  }

  /// A header block of literals without indexing (RFC 7541 §6.2.2).
  static func request(
    _ path: String, method: String = "GET", more: [(String, String)] = []
  ) -> [UInt8] {
    let fields =
      [(":method", method), (":scheme", "http"), (":authority", "localhost"), (":path", path)]
      + more
    return fields.flatMap { field($0.0, $0.1) }
  }

  /// A field as a literal without indexing.
  static func field(_ name: String, _ value: String) -> [UInt8] {
    [0x00] + text(name) + text(value)
  }

  /// The status of a response's header block, whose first field it is.
  static func status(_ block: [UInt8]) -> Int? {
    let indexed = [8: 200, 9: 204, 10: 206, 11: 304, 12: 400, 13: 404, 14: 500]
    // The size of the table may be stated first.
    let block = block.drop { $0 & 0xe0 == 0x20 }
    guard let first = block.first else { return nil }
    if first & 0x80 != 0 { return indexed[Int(first & 0x7f)] }
    let value = Array(block.dropFirst())
    guard let length = value.first else { return nil }
    let bytes = value.dropFirst().prefix(Int(length & 0x7f))
    if length & 0x80 == 0 { return Int(String(decoding: bytes, as: UTF8.self)) }
    return huffmanDigits(Array(bytes))
  }

  /// Decodes three digits: 0–2 are five bits of their own value, 3–9 six bits from 25 on.
  private static func huffmanDigits(_ bytes: [UInt8]) -> Int {
    var bits = bytes.flatMap { byte in (0..<8).map { Int(byte >> (7 - $0) & 1) } }[...]
    var number = 0
    for _ in 0..<3 {
      let five = bits.prefix(5).reduce(0) { $0 << 1 | $1 }
      if five <= 2 {
        number = number * 10 + five
        bits = bits.dropFirst(5)
      } else {
        let six = bits.prefix(6).reduce(0) { $0 << 1 | $1 }
        number = number * 10 + six - 22
        bits = bits.dropFirst(6)
      }
    }
    return number
  }

  private static func text(_ string: String) -> [UInt8] {
    let count = string.utf8.count
    guard count >= 127 else { return [UInt8(count)] + Array(string.utf8) }
    var prefix: [UInt8] = [127]
    var rest = count - 127
    while rest >= 128 {
      prefix.append(UInt8(rest % 128 + 128))
      rest /= 128
    }
    return prefix + [UInt8(rest)] + Array(string.utf8)
  }

  static func bytes(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }
}
