import HTTP2Server
import NIOCore
import Testing

@Suite("A client's session")
struct ClientSessionTests {
  @Test("bytes that are no HTTP/2 end the session, and nothing else", arguments: UInt64(1)...50)
  func garbage(seed: UInt64) throws {
    var state = seed
    let session = HTTP2ClientSession(windowBytes: 65_536)
    let stream = session.submit([(name: ":method", value: "GET")], body: nil)
    #expect(stream == 1)
    var output = ByteBuffer()
    try session.takeOutput(into: &output)
    #expect(output.readableBytesView.starts(with: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8))
    // A frame that is no SETTINGS comes first, then anything.
    var bytes: [UInt8] = [0, 0, 4, 9, 0, 0, 0, 0, 1]
    for _ in 0..<2_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      bytes.append(UInt8(truncatingIfNeeded: state >> 56))
    }
    do throws(HTTP2ClientSession.Broken) {
      _ = try session.receive(ByteBuffer(bytes: bytes))
      try session.takeOutput(into: &output)
      #expect(session.isOver || !session.takesRequests, "seed \(seed)")
    } catch {
      #expect(!error.reason.isEmpty)
    }
  }

  @Test("what a server says comes out in its order, and a stream that is not read is not credited")
  func conversation() async throws {
    let session = HTTP2ClientSession(windowBytes: 65_536)
    _ = session.submit(
      [
        (name: ":method", value: "POST"), (name: ":scheme", value: "http"),
        (name: ":authority", value: "x"), (name: ":path", value: "/"),
      ], body: ByteBuffer(string: "hello"))
    var output = ByteBuffer()
    try session.takeOutput(into: &output)
    #expect(Self.contains(output, "hello"))
    // SETTINGS; HEADERS with status 200; 40,000 bytes in DATA frames; the last one ends it.
    var bytes: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]
    bytes += [0, 0, 1, 1, 4, 0, 0, 0, 1, 0x88]
    for index in 0..<4 {
      bytes += [0, 0x27, 0x10, 0, index == 3 ? 1 : 0, 0, 0, 0, 1]
      bytes += [UInt8](repeating: UInt8(index), count: 10_000)
    }
    let news = try session.receive(ByteBuffer(bytes: bytes))
    guard case .head(1, 200, let fields) = news.first, case .closed(1, 0) = news.last else {
      Issue.record("\(news)")
      return
    }
    #expect(fields.isEmpty)
    let parts = news.compactMap { news -> ByteBuffer? in
      if case .data(1, let part) = news { part } else { nil }
    }
    #expect(parts.reduce(0) { $0 + $1.readableBytes } == 40_000)
    output.clear()
    try session.takeOutput(into: &output)
    #expect(!Self.windowUpdates(output).contains(1))
  }

  private static func contains(_ bytes: ByteBuffer, _ text: String) -> Bool {
    String(decoding: bytes.readableBytesView, as: UTF8.self).contains(text)
  }

  /// The streams of the WINDOW_UPDATE frames among what a client sends.
  private static func windowUpdates(_ bytes: ByteBuffer) -> [UInt32] {
    var (bytes, streams) = (bytes, [UInt32]())
    while let high: UInt8 = bytes.readInteger(), let low: UInt16 = bytes.readInteger(),
      let kind: UInt8 = bytes.readInteger(), bytes.readInteger(as: UInt8.self) != nil,
      let stream: UInt32 = bytes.readInteger(),
      bytes.readSlice(length: Int(high) << 16 + Int(low)) != nil
    {
      if kind == 8 { streams.append(stream) }
    }
    return streams
  }
}
