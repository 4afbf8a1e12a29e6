import Foundation
import HTTP2Server
import NIOCore
import TestSupport
import Testing

@Suite("Followers outside of this house", .serialized, .timeLimit(.minutes(10)))
struct ExampleTests {
  @Test(
    "a follower goes on across a kill -9 and a restart without a gap or a duplicate",
    arguments: Follower.Kind.allCases)
  func acrossKill(kind: Follower.Kind) async throws {
    if kind == .python, Follower.python == nil {
      try Test.cancel("python3 has no httpx with HTTP/2: apt-get install python3-httpx python3-h2")
    }
    try await withFolder { folder in
      let first = try await ServerProcess(
        folder: folder, arguments: ["--demo", "--demo-rate", "3600"])
      let token = try #require(first.address.fragment?.split(separator: "=").last).description
      let follower = try Follower(kind, of: first, folder: folder, token: token)
      defer { follower.stop() }
      var lines = try await follower.read { $0.sequence.hasSuffix("0200") }
      await first.kill()

      let second = try await ServerProcess(folder: folder, port: first.port)
      _ = try await Program.succeed(
        ["append", "call.received", "--stream", "call/after-the-kill", "--data", folder.path])
      lines += try await follower.read { $0.subject == "call/after-the-kill" }
      #expect(await second.stop() == 0)

      let positions = lines.compactMap { UInt64($0.sequence) }
      #expect(positions == Array(1...UInt64(lines.count)), "a gap or a duplicate")
      for (line, next) in zip(lines, lines.dropFirst()) where next.prev != nil {
        #expect(next.prev == line.sequence)
      }
    }
  }

  @Test(
    "a page of another origin follows across a kill -9 and a restart, and misses nothing",
    .enabled(if: Chromium.executable != nil, "Chromium is not installed"))
  func page() async throws {
    try await withFolder { folder in
      try await PageServer.run(packageFolder.appending(path: "deploy/examples/follow.html")) {
        origin in
        let allow = ["--allow-origin", origin]
        let first = try await ServerProcess(
          folder: folder, arguments: ["--demo", "--demo-rate", "3600"] + allow)
        let token = try #require(first.address.fragment?.split(separator: "=").last)
        let server = "https://127.0.0.1:\(first.port)"
        try await Chromium.withPage { page in
          try await page.open("\(origin)/follow.html#server=\(server)&token=\(token)")
          try await page.wait(until: "\(Self.count) >= 200 && \(Self.connection) === 'live'")
          await first.kill()
          try await page.wait(until: "\(Self.connection) === 'reconnecting'")

          let second = try await ServerProcess(
            folder: folder, port: first.port, arguments: allow)
          let receipt = try await Program.succeed(
            ["append", "call.received", "--stream", "call/after-the-kill", "--data", folder.path])
          let position = try #require(receipt.firstMatch(of: #/"position":(\d+)/#)?.1)
          try await page.wait(until: "Number(\(Self.position)) === \(position)")
          #expect(try await page.evaluate(Self.count) == String(position))
          #expect(await page.complaints == [])
          #expect(await second.stop() == 0)
        }
      }
    }
  }

  private static let connection = "document.documentElement.dataset.connection"
  private static let count = "Number(document.documentElement.dataset.count)"
  private static let position = "document.documentElement.dataset.position"
}

/// One file on an origin of its own.
private struct PageServer: HTTPHandler {
  let text: ByteBuffer

  static func run(_ file: URL, _ body: (_ origin: String) async throws -> Void) async throws {
    let handler = PageServer(text: ByteBuffer(bytes: try Data(contentsOf: file)))
    let server = HTTP2Server(
      configuration: HTTPServerConfiguration(
        listeners: [.tcp(host: "127.0.0.1", port: 0, tls: nil)], loopCount: 1),
      handler: handler)
    let port = try #require(try await server.start().first?.port)
    do {
      try await body("http://127.0.0.1:\(port)")
    } catch {
      await server.shutdown(grace: .zero)
      throw error
    }
    await server.shutdown(grace: .zero)
  }

  func handle(_ request: HTTPRequest, _ response: HTTPResponder) {
    guard request.path == "/follow.html" else {
      return response.respond(status: 204, headers: .empty)
    }
    response.respond(
      status: 200, headers: HTTPHeaderBlock([(name: "content-type", value: "text/html")]),
      body: text)
  }
}
