import HTTP2Server
import Synchronization
import Testing

@Suite("Hostile peers", .serialized)
struct HostilePeerTests {
  private static let calm: UInt32 = 0xb

  /// Runs an attack and expects to be told to calm down, while others are still served.
  private func expectCalm(
    limits: HTTPLimits = HTTPLimits(), _ attack: @escaping @Sendable (FrameClient) -> Void
  ) async throws {
    try await TestServer.run(limits: limits) { server in
      let port = server.port
      let error = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface()
        attack(client)
        return client.next(.goaway)?.number(at: 4)
      }
      #expect(error == Self.calm)
      let status = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface()
        client.sendRequest("/hello", stream: 1)
        return client.next(.headers).flatMap { FrameClient.status($0.payload) }
      }
      #expect(status == 200)
      #expect(await server.server.metrics().abuseClosures == 1)
    }
  }

  @Test("streams opened and reset at once are too much (rapid reset)")
  func rapidReset() async throws {
    try await expectCalm { client in
      for index in 0..<5_000 {
        let stream = UInt32(2 * index + 1)
        client.sendRequest("/held", stream: stream)
        guard client.send(.reset, stream: stream, payload: FrameClient.bytes(8)) else { return }
      }
    }
  }

  @Test("streams that make the server reset them are too much (made you reset)")
  func madeYouReset() async throws {
    try await expectCalm { client in
      for index in 0..<5_000 {
        let stream = UInt32(2 * index + 1)
        client.sendRequest("/held", stream: stream)
        // A window over 2³¹−1 is an error of the stream.
        guard client.sendWindowUpdate(0x7fff_ffff, stream: stream) else { return }
      }
    }
  }

  @Test("a flood of pings is too much")
  func pings() async throws {
    try await expectCalm { client in
      let frame = FrameClient.frame(.ping, payload: [1, 2, 3, 4, 5, 6, 7, 8])
      for _ in 0..<5_000 { guard client.write(frame) else { return } }
    }
  }

  @Test("a flood of settings is too much")
  func settings() async throws {
    try await expectCalm { client in
      for _ in 0..<2_000 { guard client.send(.settings) else { return } }
    }
  }

  @Test("a flood of window updates is too much")
  func windowUpdates() async throws {
    try await expectCalm { client in
      for _ in 0..<20_000 { guard client.sendWindowUpdate(1, stream: 0) else { return } }
    }
  }

  @Test("a flood of priorities is too much")
  func priorities() async throws {
    try await expectCalm { client in
      for _ in 0..<20_000 {
        guard client.send(.priority, stream: 1, payload: [0, 0, 0, 3, 1]) else { return }
      }
    }
  }

  @Test("a flood of empty DATA frames is too much")
  func emptyData() async throws {
    try await expectCalm { client in
      client.sendRequest("/echo", stream: 1, method: "POST", isEnd: false)
      for _ in 0..<2_000 { guard client.send(.data, stream: 1) else { return } }
    }
  }

  @Test("a header block that never ends is too much (continuation flood)")
  func continuations() async throws {
    try await expectCalm { client in
      client.send(.headers, flags: 0x1, stream: 1, payload: FrameClient.request("/hello"))
      for _ in 0..<1_000 {
        guard client.send(.continuation, stream: 1, payload: [0, 1, 97, 0]) else { return }
      }
    }
  }

  @Test("a small block that unfolds into a huge list is too much (header bomb)")
  func headerBomb() async throws {
    try await expectCalm { client in
      // One entry of 3,900 bytes goes into the table; each further byte repeats it.
      let entry: [UInt8] =
        [0x40, 0x01, 0x61, 0x7f, 0xbd, 0x1d] + [UInt8](repeating: 0x62, count: 3_900)
      let block =
        FrameClient.request("/hello") + entry + [UInt8](repeating: 0xbe, count: 10_000)
      client.send(.headers, flags: 0x5, stream: 1, payload: block)
    }
  }

  @Test("a header list over the limit is answered 431, and the connection goes on")
  func headerTooLarge() async throws {
    try await TestServer.run { server in
      let port = server.port
      let statuses = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface()
        let more = (0..<4).map { ("x-\($0)", String(repeating: "a", count: 3_500)) }
        let block = FrameClient.request("/hello", more: more + more + more)
        client.send(.headers, flags: 0x1, stream: 1, payload: Array(block[..<16_000]))
        client.send(.continuation, stream: 1, payload: Array(block[16_000..<32_000]))
        client.send(.continuation, flags: 0x4, stream: 1, payload: Array(block[32_000...]))
        client.sendRequest("/hello", stream: 3)
        return [client.next(.headers), client.next(.headers)].map {
          $0.flatMap { FrameClient.status($0.payload) }
        }
      }
      #expect(statuses == [431, 200])
      #expect(server.handler.requestCount.load(ordering: .relaxed) == 1)
    }
  }

  @Test("a body over the limit is answered 413 before it is sent, and the connection goes on")
  func bodyTooLarge() async throws {
    try await TestServer.run { server in
      let port = server.port
      let statuses = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface()
        client.sendRequest(
          "/echo", stream: 1, method: "POST", isEnd: false, more: [("content-length", "2000000")])
        let first = client.next(.headers)
        let reset = client.next(.reset)
        client.sendRequest("/hello", stream: 3)
        return [
          first.flatMap { FrameClient.status($0.payload) }, reset.map { Int($0.number(at: 0)) },
          client.next(.headers).flatMap { FrameClient.status($0.payload) },
        ]
      }
      #expect(statuses == [413, 0, 200])
    }
  }

  @Test("who goes on sending a body over the limit is told why, and not reset meanwhile")
  func bodyGoesOn() async throws {
    try await TestServer.run { server in
      let port = server.port
      let (text, types) = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface()
        client.sendRequest(
          "/echo", stream: 1, method: "POST", isEnd: false, more: [("content-length", "2000000")])
        let text = client.next(.data).map { String(decoding: $0.payload, as: UTF8.self) }
        client.send(.data, stream: 1, payload: [UInt8](repeating: 0, count: 16_384))
        client.send(.ping, payload: [UInt8](repeating: 1, count: 8))
        var types: [FrameClient.FrameType?] = []
        while let frame = client.next(), frame.type != .ping { types.append(frame.type) }
        return (text, types)
      }
      #expect(text == "/echo takes 1048576 bytes\n")
      #expect(!types.contains(.reset))
    }
  }

  @Test("incomplete bodies of one connection are bounded together")
  func bodiesTogether() async throws {
    var limits = HTTPLimits()
    limits.bodyBytesPerConnectionMax = 100_000
    try await TestServer.run(limits: limits) { server in
      let port = server.port
      let status = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface()
        let part = [UInt8](repeating: 1, count: 16_000)
        for index in 0..<10 {
          let stream = UInt32(2 * index + 1)
          client.sendRequest("/echo", stream: stream, method: "POST", isEnd: false)
          client.send(.data, stream: stream, payload: part)
        }
        return client.next(.headers).flatMap { FrameClient.status($0.payload) }
      }
      #expect(status == 503)
    }
  }

  @Test("requests without a method, path or authority, and with upper-case names, are refused")
  func malformed() async throws {
    try await TestServer.run { server in
      let port = server.port
      for skip in [0, 1, 3] {
        let error = try await TestServer.blocking {
          let client = try FrameClient(port: port)
          client.sendPreface()
          let all = [
            (":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/hello"),
          ]
          let fields = all.enumerated().filter { $0.offset != skip }.map(\.element)
          let block = fields.flatMap { FrameClient.field($0.0, $0.1) }
          client.send(.headers, flags: 0x5, stream: 1, payload: block)
          return client.next(.reset)?.number(at: 0)
        }
        #expect(error == 1, "without field \(skip)")
      }
      let error = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface()
        client.sendRequest("/hello", stream: 1, more: [("X-Upper", "1")])
        return client.next(.reset)?.number(at: 0)
      }
      #expect(error == 1)
      #expect(server.handler.requestCount.load(ordering: .relaxed) == 0)
    }
  }

  @Test("a peer that never opens its windows costs a bounded amount of memory")
  func windowNeverOpened() async throws {
    try await TestServer.run { server in
      let port = server.port
      let received = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface(initialWindow: 1 << 30)
        for index in 0..<100 {
          client.sendRequest("/bytes/10000000", stream: UInt32(2 * index + 1))
        }
        client.send(.ping, payload: [UInt8](repeating: 7, count: 8))
        var byteCount = 0
        while let frame = client.next() {
          if frame.type == .data { byteCount += frame.payload.count }
          if frame.type == .ping { break }
        }
        return byteCount
      }
      #expect(received <= 65_535)
      #expect(server.handler.bytesPulled.load(ordering: .relaxed) <= 65_535)
    }
  }

  @Test("a peer that opens its windows and does not read costs a bounded amount of memory")
  func socketNeverRead() async throws {
    try await TestServer.run { server in
      let port = server.port
      let client = try FrameClient(port: port)
      client.sendPreface(initialWindow: 1 << 30, connectionWindow: 1 << 30)
      for index in 0..<50 { client.sendRequest("/bytes/100000000", stream: UInt32(2 * index + 1)) }
      // Another connection is served as if nothing were.
      for _ in 0..<50 {
        let status = try await TestServer.blocking {
          let other = try FrameClient(port: port)
          other.sendPreface()
          other.sendRequest("/hello", stream: 1)
          return other.next(.headers).flatMap { FrameClient.status($0.payload) }
        }
        #expect(status == 200)
      }
      let metrics = await server.server.metrics()
      #expect(metrics.bytesQueued <= 256 * 1_024 + 128 * 1_024)
      // What the system's socket buffers took is its own affair: some megabytes.
      #expect(server.handler.bytesPulled.load(ordering: .relaxed) < 20_000_000)
    }
  }

  @Test("connections over the limit are turned away")
  func connections() async throws {
    var limits = HTTPLimits()
    limits.connectionsMax = 3
    try await TestServer.run(limits: limits) { server in
      let port = server.port
      let served = try await TestServer.blocking {
        let clients = try (0..<5).map { _ in try FrameClient(port: port) }
        return clients.map { client in
          client.sendPreface()
          client.sendRequest("/hello", stream: 1)
          return client.next(.headers) != nil
        }
      }
      #expect(served.count { $0 } == 3)
      #expect(await server.server.metrics().connectionsRefused == 2)
    }
  }

  @Test("streams over the limit are refused one by one")
  func streams() async throws {
    var limits = HTTPLimits()
    limits.concurrentStreamsMax = 5
    try await TestServer.run(limits: limits) { server in
      let port = server.port
      let refused = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface()
        for index in 0..<8 { client.sendRequest("/held", stream: UInt32(2 * index + 1)) }
        return (0..<3).compactMap { _ in client.next(.reset) }.map {
          [$0.stream, $0.number(at: 0)]
        }
      }
      #expect(refused == [[11, 7], [13, 7], [15, 7]])
    }
  }

  @Test("what is neither protocol is closed or answered 400")
  func garbage() async throws {
    try await TestServer.run { server in
      let port = server.port
      let answer = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.write(Array("\u{16}\u{3}\u{1} this is not HTTP\r\n\r\n".utf8))
        return String(decoding: client.readAll(), as: UTF8.self)
      }
      #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400"))
    }
  }
}
