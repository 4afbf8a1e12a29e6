import HTTP2Server
import Testing

/// The server looks at its clocks once a second; with limits of a millisecond each of these waits
/// for one or two such looks.
@Suite("Limits of time", .serialized)
struct TimeLimitTests {
  @Test("a body that does not come is answered 408, and the connection goes on")
  func body() async throws {
    var limits = HTTPLimits()
    limits.bodyMilliseconds = 1
    try await TestServer.run(limits: limits) { server in
      let port = server.port
      let statuses = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface()
        client.sendRequest("/echo", stream: 1, method: "POST", isEnd: false)
        let first = client.next(.headers)
        client.sendRequest("/hello", stream: 3)
        return [first, client.next(.headers)].map {
          $0.flatMap { FrameClient.status($0.payload) }
        }
      }
      #expect(statuses == [408, 200])
    }
  }

  @Test("a body that does not come over HTTP/1.1 is answered 408, and the connection closes")
  func bodyHTTP1() async throws {
    var limits = HTTPLimits()
    limits.bodyMilliseconds = 1
    try await TestServer.run(limits: limits) { server in
      let port = server.port
      let answer = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.write(Array("POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nab".utf8))
        return String(decoding: client.readAll(), as: UTF8.self)
      }
      #expect(answer.hasPrefix("HTTP/1.1 408"), "\(answer)")
    }
  }

  @Test("a connection without streams is told goodbye and closed")
  func idle() async throws {
    var limits = HTTPLimits()
    limits.idleMilliseconds = 1
    try await TestServer.run(limits: limits) { server in
      let port = server.port
      let (error, isClosed) = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface()
        let goaway = client.next(.goaway)
        return (goaway?.number(at: 4), client.next() == nil)
      }
      #expect(error == 0)
      #expect(isClosed)
    }
  }

  @Test("a client that has gone silent is asked, and closed when it does not answer")
  func silence() async throws {
    var limits = HTTPLimits()
    limits.silenceMilliseconds = 1
    try await TestServer.run(limits: limits) { server in
      let port = server.port
      let (isAsked, isClosed) = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface()
        client.sendRequest("/feed", stream: 1)
        return (client.next(.ping) != nil, client.next() == nil)
      }
      #expect(isAsked)
      #expect(isClosed)
    }
  }

  @Test("a client of HTTP/1.1 that reads slowly is not asked, and not taken for dead")
  func slowHTTP1() async throws {
    var limits = HTTPLimits()
    limits.silenceMilliseconds = 1
    try await TestServer.run(limits: limits) { server in
      let port = server.port
      let byteCount = try await TestServer.blocking {
        let slow = try FrameClient(port: port)
        slow.write(
          Array("GET /bytes/40000000 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".utf8))
        // Each look at the clocks shows itself here.
        let other = try FrameClient(port: port)
        other.sendPreface()
        other.sendRequest("/feed", stream: 1)
        for _ in 0..<3 {
          guard let ping = other.next(.ping) else { return 0 }
          other.send(.ping, flags: 0x1, payload: ping.payload)
        }
        return slow.readAll().count
      }
      #expect(byteCount > 40_000_000)
    }
  }

  @Test("a connection that speaks no protocol is closed", arguments: ["", "PRI * HT"])
  func protocolTime(text: String) async throws {
    var limits = HTTPLimits()
    limits.headerMilliseconds = 50
    try await TestServer.run(limits: limits) { server in
      let port = server.port
      let answer = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.write(Array(text.utf8))
        return client.readAll()
      }
      #expect(answer.isEmpty)
    }
  }

  @Test("a header that does not end is told off")
  func header() async throws {
    var limits = HTTPLimits()
    limits.headerMilliseconds = 1_000
    try await TestServer.run(limits: limits) { server in
      let port = server.port
      let error = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.sendPreface()
        client.send(.headers, flags: 0x1, stream: 1, payload: FrameClient.request("/hello"))
        return client.next(.goaway)?.number(at: 4)
      }
      #expect(error == 0xb)
    }
  }
}
