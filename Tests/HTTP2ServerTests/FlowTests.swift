import HTTP2Server
import Synchronization
import Testing

@Suite("Flow control and streams", .serialized)
struct FlowTests {
  /// Reads streams until they end, giving windows back frame by frame; unread ones get none back.
  private static func read(
    _ client: FrameClient, streams: Set<UInt32>, unread: Set<UInt32> = []
  ) -> (bytes: [UInt32: Int], isIntact: Bool) {
    var bytes: [UInt32: Int] = [:]
    var open = streams
    var isIntact = true
    while !open.isEmpty, let frame = client.next() {
      guard frame.type == .data else { continue }
      isIntact = isIntact && Pattern.matches(frame.payload, at: bytes[frame.stream, default: 0])
      bytes[frame.stream, default: 0] += frame.payload.count
      if frame.isEnd { open.remove(frame.stream) }
      guard !unread.contains(frame.stream), !frame.payload.isEmpty else { continue }
      client.sendWindowUpdate(UInt32(frame.payload.count), stream: 0)
      client.sendWindowUpdate(UInt32(frame.payload.count), stream: frame.stream)
    }
    return (bytes, isIntact && open.isEmpty)
  }

  @Test(
    "a stream arrives intact through windows of any size",
    arguments: [(100_000_000, 16_384), (2_000_000, 1_000), (100_000, 17)])
  func tinyWindow(byteCount: Int, window: Int) async throws {
    var limits = HTTPLimits()
    limits.windowUpdates = HTTPRateLimit(burst: 1_000_000, perSecond: 1_000_000)
    try await TestServer.run(limits: limits) { server in
      let port = server.port
      let (bytes, isIntact) = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface(initialWindow: UInt32(window))
        client.sendRequest("/bytes/\(byteCount)", stream: 1)
        return Self.read(client, streams: [1])
      }
      #expect(bytes == [1: byteCount])
      #expect(isIntact)
    }
  }

  @Test("streams that nobody reads do not stop one that is read", arguments: [1, 5, 40])
  func unreadStreams(count: Int) async throws {
    try await TestServer.run { server in
      let port = server.port
      let (bytes, isIntact) = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface(initialWindow: 1 << 20)
        let unread = Set((0..<count).map { UInt32(2 * $0 + 1) })
        for stream in unread.sorted() { client.sendRequest("/bytes/10000000", stream: stream) }
        let last = UInt32(2 * count + 1)
        client.sendRequest("/bytes/300000", stream: last)
        return Self.read(client, streams: [last], unread: unread)
      }
      #expect(bytes[UInt32(2 * count + 1)] == 300_000)
      #expect(isIntact)
    }
  }

  @Test("nor do they where the client gives its windows back when half is used")
  func unreadStreamAtHalf() async throws {
    try await TestServer.run { server in
      let port = server.port
      let byteCount = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface()
        client.sendRequest("/bytes/10000000", stream: 1)
        client.sendRequest("/bytes/300000", stream: 3)
        var (sum, unread) = (0, 0)
        while sum < 300_000, let frame = client.next(.data) {
          guard frame.stream == 3 else { continue }
          sum += frame.payload.count
          unread += frame.payload.count
          guard unread >= 65_535 / 2 else { continue }
          client.sendWindowUpdate(UInt32(unread), stream: 0)
          client.sendWindowUpdate(UInt32(unread), stream: 3)
          unread = 0
        }
        return sum
      }
      #expect(byteCount == 300_000)
    }
  }

  @Test("a stream that was not read goes on when it is read again")
  func readAgain() async throws {
    try await TestServer.run { server in
      let port = server.port
      let byteCount = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface(initialWindow: 1 << 20)
        client.sendRequest("/bytes/200000", stream: 1)
        client.sendRequest("/bytes/100000", stream: 3)
        let first = Self.read(client, streams: [3], unread: [1])
        let held = first.bytes[1, default: 0]
        client.sendWindowUpdate(UInt32(held), stream: 0)
        client.sendWindowUpdate(UInt32(held), stream: 1)
        var sum = held
        while sum < 200_000, let frame = client.next(.data) {
          sum += frame.payload.count
          guard !frame.payload.isEmpty else { continue }
          client.sendWindowUpdate(UInt32(frame.payload.count), stream: 0)
          client.sendWindowUpdate(UInt32(frame.payload.count), stream: 1)
        }
        return sum
      }
      #expect(byteCount == 200_000)
    }
  }

  @Test("one wake-up reaches every stream that follows, on every loop, and only they are pulled")
  func broadcast() async throws {
    try await TestServer.run(loopCount: 2) { server in
      let port = server.port
      let (handler, http) = (server.handler, server.server)
      let (texts, openCount) = try await TestServer.blocking {
        let clients = try (0..<6).map { _ in try FrameClient(port: port) }
        for client in clients {
          client.sendPreface()
          for index in 0..<50 { client.sendRequest("/feed", stream: UInt32(2 * index + 1)) }
          for _ in 0..<50 { _ = client.next(.headers) }
        }
        for word in ["one ", "two ", "three."] {
          handler.feed.publish(word)
          http.wake()
        }
        let texts = clients.map { client in
          var texts: [UInt32: String] = [:]
          while texts.values.count(where: { $0.hasSuffix(".") }) < 50,
            let frame = client.next(.data)
          {
            texts[frame.stream, default: ""] += String(decoding: frame.payload, as: UTF8.self)
          }
          return texts
        }
        return (texts, handler.feed.openCount.load(ordering: .relaxed))
      }
      #expect(
        texts.allSatisfy { $0.count == 50 && $0.values.allSatisfy { $0 == "one two three." } })
      #expect(openCount == 300)
    }
  }

  @Test("connections that follow one feed with a stream each all get all of it, at their own pace")
  func manyConnections() async throws {
    try await TestServer.run { server in
      let port = server.port
      let (handler, http) = (server.handler, server.server)
      let words = (0..<40).map { String(repeating: "\($0) ", count: 1_500) }
      let texts = try await TestServer.blocking {
        let clients = try (0..<12).map { _ in try FrameClient(port: port) }
        for (index, client) in clients.enumerated() {
          // The windows of some are used up before the end, and their frames are cut elsewhere.
          client.sendPreface(initialWindow: index % 3 == 0 ? 10_000 : 1 << 20)
          if index % 3 != 0 { client.sendWindowUpdate(1 << 20, stream: 0) }
          client.sendRequest("/feed", stream: index == 5 ? 3 : 1)
          _ = client.next(.headers)
        }
        for word in words {
          handler.feed.publish(word)
          http.wake()
        }
        let byteCount = words.reduce(0) { $0 + $1.utf8.count }
        return clients.map { client in
          var text: [UInt8] = []
          while text.count < byteCount, let frame = client.next(.data) {
            text += frame.payload
            client.sendWindowUpdate(UInt32(frame.payload.count), stream: 0)
            client.sendWindowUpdate(UInt32(frame.payload.count), stream: frame.stream)
          }
          return String(decoding: text, as: UTF8.self)
        }
      }
      #expect(texts.allSatisfy { $0 == words.joined() })
    }
  }

  @Test("a loop that always has something to send still reads what comes in")
  func busyLoop() async throws {
    try await TestServer.run { server in
      let port = server.port
      let (handler, http) = (server.handler, server.server)
      let isAnswered = try await TestServer.blocking {
        let clients = try (0..<2).map { _ in try FrameClient(port: port) }
        for client in clients { client.sendPreface() }
        clients[0].sendRequest("/busy", stream: 1)
        _ = clients[0].next(.headers)
        // Each time that the stream is asked, it is woken again.
        handler.onPull.withLock { $0 = { http.wake() } }
        http.wake()
        while handler.busyPullCount.load(ordering: .relaxed) < 1_000 {}
        clients[1].send(.ping, payload: [UInt8](repeating: 1, count: 8))
        let isAnswered = clients[1].next(.ping) != nil
        handler.onPull.withLock { $0 = {} }
        return isAnswered
      }
      #expect(isAnswered)
    }
  }

  @Test("a source is told once that its stream is over, however it ends", arguments: [true, false])
  func closed(byReset: Bool) async throws {
    try await TestServer.run { server in
      let port = server.port
      let handler = server.handler
      try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface()
        for index in 0..<5 { client.sendRequest("/bytes/1000000", stream: UInt32(2 * index + 1)) }
        for _ in 0..<5 { _ = client.next(.headers) }
        guard byReset else { return }
        for index in 0..<5 {
          client.send(.reset, stream: UInt32(2 * index + 1), payload: FrameClient.bytes(8))
        }
        client.send(.ping, payload: [UInt8](repeating: 1, count: 8))
        _ = client.next(.ping)
      }
      // A second connection's answer comes after the first one's end has been seen: one loop.
      while await server.server.metrics().streams > 0 {}
      #expect(handler.closedCount.load(ordering: .relaxed) == 5)
    }
  }

  @Test("a response that comes after its stream is gone does no harm")
  func lateResponse() async throws {
    try await TestServer.run { server in
      let port = server.port
      let handler = server.handler
      let status = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface()
        client.sendRequest("/held", stream: 1)
        client.send(.reset, stream: 1, payload: FrameClient.bytes(8))
        client.send(.ping, payload: [UInt8](repeating: 1, count: 8))
        _ = client.next(.ping)
        for response in handler.held.withLock({ $0 }) {
          response.respond(status: 200, headers: TestHandler.text)
          response.respond(status: 200, headers: TestHandler.text)
        }
        client.sendRequest("/hello", stream: 3)
        return client.next(.headers).flatMap { FrameClient.status($0.payload) }
      }
      #expect(status == 200)
      #expect(handler.closedCount.load(ordering: .relaxed) == 1)
    }
  }

  @Test("answers from another thread in bulk all arrive")
  func bulk() async throws {
    try await TestServer.run(loopCount: 2) { server in
      let port = server.port
      let handler = server.handler
      let count = try await TestServer.blocking {
        let clients = try (0..<4).map { _ in try FrameClient(port: port) }
        for client in clients {
          client.sendPreface()
          for index in 0..<200 { client.sendRequest("/held", stream: UInt32(2 * index + 1)) }
          client.send(.ping, payload: [UInt8](repeating: 1, count: 8))
          _ = client.next(.ping)
        }
        for response in handler.held.withLock({ $0 }) {
          response.respond(status: 200, headers: TestHandler.text)
        }
        return clients.reduce(0) { sum, client in
          sum + (0..<200).count { _ in client.next(.headers) != nil }
        }
      }
      #expect(count == 800)
    }
  }
}
