import HTTP2Server
import Testing

@Suite("HTTP/1.1, byte by byte", .serialized)
struct HTTP1Tests {
  /// Sends bytes and returns all that comes until the server closes, or `until`.
  private func exchange(_ text: String, until suffix: String? = nil) async throws -> String {
    var answer = ""
    try await TestServer.run { server in
      let port = server.port
      answer = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.write(Array(text.utf8))
        if let suffix { return client.read(until: suffix) }
        return String(decoding: client.readAll(), as: UTF8.self)
      }
    }
    return answer
  }

  @Test("a connection is kept for the next request, also when both come at once")
  func pipelined() async throws {
    let one = "GET /hello HTTP/1.1\r\nhost: a\r\n\r\n"
    let last = "GET /later HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"
    let answer = try await exchange(one + one + last)
    #expect(answer.components(of: "HTTP/1.1 200 OK") == 3)
    #expect(answer.hasSuffix("later\n"))
    #expect(answer.components(of: "connection: close") == 1)
  }

  @Test("a streamed body goes out in chunks")
  func chunked() async throws {
    let answer = try await exchange(
      "GET /bytes/10 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
    #expect(answer.lowercased().contains("transfer-encoding: chunked"))
    #expect(answer.hasSuffix("\r\n0\r\n\r\n"))
  }

  @Test("HTTP/1.0 gets its body until the connection closes")
  func http10() async throws {
    let answer = try await exchange("GET /bytes/5 HTTP/1.0\r\n\r\n")
    #expect(!answer.lowercased().contains("transfer-encoding"))
    #expect(answer.lowercased().contains("connection: close"))
  }

  @Test(
    "what could be read as two different requests is refused",
    arguments: [
      "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n"
        + "0\r\n\r\nGET /hello HTTP/1.1\r\nhost: a\r\n\r\n",
      "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nabcdef",
      "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: +5\r\n\r\nabcde",
      "GET /hello HTTP/1.1\r\nhost: a\r\nx-a : b\r\n\r\n",
      "POST /echo HTTP/1.1\r\nhost: a\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n",
      "GET /hello HTTP/1.1\r\n\r\n",
      "GET /hello HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n",
    ])
  func smuggling(request: String) async throws {
    let answer = try await exchange(request)
    #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400"), "\(answer)")
    #expect(!answer.contains("200 OK"))
  }

  @Test("a header over the limit is answered 431")
  func headerTooLarge() async throws {
    let value = String(repeating: "a", count: 40_000)
    let answer = try await exchange("GET /hello HTTP/1.1\r\nhost: a\r\nx-a: \(value)\r\n\r\n")
    #expect(answer.hasPrefix("HTTP/1.1 431"), "\(answer)")
  }

  @Test("a body over the limit is answered 413 before it is sent, and the connection closes")
  func bodyTooLarge() async throws {
    let answer = try await exchange(
      "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 2000000\r\n\r\n")
    #expect(answer.hasPrefix("HTTP/1.1 413"), "\(answer)")
    #expect(answer.lowercased().contains("connection: close"))
    #expect(answer.hasSuffix("/echo takes 1048576 bytes\n"))
  }

  @Test("a target may name the host, and what comes after a last request is not carried out")
  func targets() async throws {
    let answer = try await exchange(
      "GET http://a/about?b HTTP/1.1\r\nhost: a\r\n\r\n"
        + "GET /about HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"
        + "GET /hello HTTP/1.1\r\nhost: a\r\n\r\n")
    #expect(answer.contains("GET /about?b a http1=true"))
    #expect(answer.components(of: "HTTP/1.1 200 OK") == 2)
  }

  @Test("a live stream works and is woken")
  func live() async throws {
    try await TestServer.run { server in
      let port = server.port
      let (handler, http) = (server.handler, server.server)
      let text = try await TestServer.blocking {
        let client = try FrameClient(port: port)
        client.write(Array("GET /feed HTTP/1.1\r\nhost: a\r\n\r\n".utf8))
        let head = client.read(until: "\r\n\r\n")
        handler.feed.publish("word")
        http.wake()
        return head + client.read(until: "word\r\n")
      }
      #expect(text.hasSuffix("\r\n4\r\nword\r\n"), "\(text)")
    }
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(of text: String) -> Int {
    ranges(of: text).count
  }
}
