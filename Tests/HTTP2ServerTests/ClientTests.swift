import Foundation
import HTTP2Server
import Testing

@Suite("Real clients", .serialized)
struct ClientTests {
  private static func tool(_ name: String) throws -> Tool {
    guard let tool = Tool(name) else {
      try Test.cancel("\(name) is not installed")
    }
    return tool
  }

  @Test("curl speaks HTTP/2 by prior knowledge")
  func curlPriorKnowledge() async throws {
    let curl = try Self.tool("curl")
    try await TestServer.run { server in
      let output = try await curl.run([
        "-sS", "--http2-prior-knowledge", "-i", "-H", "x-a: b",
        "http://127.0.0.1:\(server.port)/about/it?q=1",
      ])
      #expect(output.text.hasPrefix("HTTP/2 200"))
      #expect(output.text.contains("content-type: text/plain"))
      #expect(output.text.contains(" GMT\r\n"))
      #expect(
        output.text.contains("GET /about/it?q=1 127.0.0.1:\(server.port) http1=false secure=false"))
      #expect(output.text.contains("x-a=b"))
    }
  }

  @Test("curl speaks HTTP/2 and HTTP/1.1 over TLS, by ALPN", arguments: ["--http2", "--http1.1"])
  func curlTLS(version: String) async throws {
    let curl = try Self.tool("curl")
    try await TestServer.run(tls: TestCertificate.make()) { server in
      let output = try await curl.run([
        "-sS", version, "-k", "-i", "https://127.0.0.1:\(server.port)/about",
      ])
      #expect(output.text.hasPrefix(version == "--http2" ? "HTTP/2 200" : "HTTP/1.1 200 OK"))
      #expect(output.text.contains("http1=\(version != "--http2") secure=true"))
    }
  }

  @Test("large bodies arrive whole over TLS, fixed and streamed", arguments: ["fixed", "bytes"])
  func largeOverTLS(kind: String) async throws {
    let curl = try Self.tool("curl")
    try await TestServer.run(tls: TestCertificate.make()) { server in
      let output = try await curl.run([
        "-sS", "--http2", "-k", "-o", "/dev/null", "-w", "%{size_download} %{http_code}",
        "https://127.0.0.1:\(server.port)/\(kind)/30000001",
      ])
      #expect(output.text == "30000001 200", "\(output.errors)")
    }
  }

  @Test(
    "HEAD, 204, 404 and an answer from another thread are right in both versions",
    arguments: ["--http2-prior-knowledge", "--http1.1"])
  func small(version: String) async throws {
    let curl = try Self.tool("curl")
    try await TestServer.run { server in
      let base = "http://127.0.0.1:\(server.port)"
      let head = try await curl.run(["-sS", version, "-I", "\(base)/hello"])
      #expect(head.text.contains("content-length: 6\r\n"))
      let streamedHead = try await curl.run(["-sS", version, "-I", "\(base)/bytes/10"])
      #expect(streamedHead.text.contains(" 200"))
      let empty = try await curl.run(["-sS", version, "-i", "\(base)/empty"])
      #expect(empty.text.contains(" 204"))
      #expect(!empty.text.contains("content-length"))
      let missing = try await curl.run(["-sS", version, "-i", "\(base)/missing"])
      #expect(missing.text.contains(" 404"))
      let later = try await curl.run(["-sS", version, "\(base)/later", "\(base)/later"])
      #expect(later.text == "later\nlater\n")
      let forgotten = try await curl.run(["-sS", version, "-i", "\(base)/forgotten"])
      #expect(forgotten.text.contains(" 500"))
    }
  }

  @Test(
    "a body is echoed, waits for 100-continue, and is refused past the limit",
    arguments: ["--http2-prior-knowledge", "--http1.1"])
  func uploads(version: String) async throws {
    let curl = try Self.tool("curl")
    try await TestServer.run { server in
      let base = "http://127.0.0.1:\(server.port)"
      let body = Data(Pattern.bytes(at: 0, count: 1_000_000).map { $0 & 0x3f | 0x40 })
      let echo = try await curl.run(
        ["-sS", version, "--data-binary", "@-", "-H", "expect: 100-continue", "\(base)/echo"],
        input: body)
      #expect(echo.text == String(decoding: body, as: UTF8.self), "\(echo.errors)")
      let large = try await curl.run(
        [
          "-sS", version, "--data-binary", "@-", "-o", "/dev/null", "-w", "%{http_code}",
          "\(base)/echo",
        ], input: body + body)
      #expect(large.text == "413", "\(large.errors)")
    }
  }

  @Test(
    "an aborted stream is an error to the client",
    arguments: ["--http2-prior-knowledge", "--http1.1"])
  func abort(version: String) async throws {
    let curl = try Self.tool("curl")
    try await TestServer.run { server in
      let output = try await curl.run([
        "-sS", version, "http://127.0.0.1:\(server.port)/abort",
      ])
      #expect(output.status != 0)
    }
  }

  @Test("many downloads over one connection arrive whole")
  func parallel() async throws {
    let curl = try Self.tool("curl")
    try await TestServer.run { server in
      let url = "http://127.0.0.1:\(server.port)/bytes/3000000"
      let output = try await curl.run(
        ["-sS", "--http2-prior-knowledge", "-Z"]
          + (0..<20).flatMap { _ in ["-o", "/dev/null", "-w", "%{size_download}\n", url] })
      let sizes = output.text.split(separator: "\n")
      #expect(sizes.count == 20 && sizes.allSatisfy { $0 == "3000000" }, "\(output.errors)")
    }
  }

  @Test("nghttp uploads and downloads")
  func nghttp() async throws {
    let nghttp = try Self.tool("nghttp")
    try await TestServer.run { server in
      let base = "http://127.0.0.1:\(server.port)"
      let output = try await nghttp.run(["-v", "-n", "\(base)/bytes/500000", "\(base)/hello"])
      #expect(output.status == 0)
      #expect(output.text.contains(":status: 200"))
      #expect(output.text.contains("SETTINGS_MAX_CONCURRENT_STREAMS(0x03):256"))
      #expect(!output.text.contains("RST_STREAM"))
    }
  }

  @Test(
    "h2load's requests all succeed, whatever its windows",
    arguments: [["-w", "16"], ["-w", "30", "-W", "30"], ["-w", "30", "-W", "16"], ["-w", "14"]])
  func h2load(windows: [String]) async throws {
    let h2load = try Self.tool("h2load")
    try await TestServer.run(loopCount: 2) { server in
      let output = try await h2load.run(
        ["-n", "400", "-c", "4", "-m", "20"] + windows + [
          "http://127.0.0.1:\(server.port)/bytes/100000"
        ])
      #expect(
        output.text.contains("400 succeeded, 0 failed, 0 errored, 0 timeout"), "\(output.text)")
    }
  }
}
