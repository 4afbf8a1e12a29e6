import Foundation
import HTTP2Server
import NIOCore
import Synchronization
import Testing

@Suite("Start and shutdown", .serialized)
struct ShutdownTests {
  @Test("a shutdown says goodbye twice, refuses new streams and finishes those in flight")
  func inFlight() async throws {
    try await TestServer.run { server in
      let seen = try await TestServer.blocking {
        let client = try FrameClient(port: server.port)
        client.sendPreface()
        client.sendRequest("/held", stream: 1)
        client.sendRequest("/feed", stream: 3)
        _ = client.next(.headers)
        let cut = Task { await server.server.shutdown(grace: .seconds(20)) }
        var seen = Goodbye(cut: cut)
        seen.follow(client, answering: server.handler)
        return seen
      }
      #expect(seen.lastStreams == [0x7fff_ffff, 7])
      #expect(seen.ended == [1, 3, 5, 7])
      #expect(server.handler.feed.drainCount.load(ordering: .relaxed) == 2)
      #expect(await seen.cut.value == 0)
    }
  }

  /// What a client sees of a shutdown.
  private struct Goodbye {
    var cut: Task<Int, Never>
    var lastStreams: [UInt32] = []
    var ended: Set<UInt32> = []

    mutating func follow(_ client: FrameClient, answering handler: TestHandler) {
      while let frame = client.next() {
        switch frame.type {
        case .ping:
          // Requests that were on their way when the first word came are still served.
          client.sendRequest("/hello", stream: 5)
          client.sendRequest("/feed", stream: 7)
          client.send(.ping, flags: 0x1, payload: frame.payload)
        case .goaway:
          lastStreams.append(frame.number(at: 0))
          guard lastStreams.count == 2 else { continue }
          client.sendRequest("/hello", stream: 9)
          for response in handler.held.withLock({ $0 }) {
            response.respond(status: 200, headers: TestHandler.text)
          }
        case .data, .headers:
          if frame.isEnd { ended.insert(frame.stream) }
        default:
          break
        }
      }
    }
  }

  @Test("what is not finished when the time of grace is over is cut")
  func grace() async throws {
    try await TestServer.run { server in
      let cut = try await TestServer.blocking {
        let client = try FrameClient(port: server.port)
        client.sendPreface()
        client.sendRequest("/held", stream: 1)
        client.send(.ping, payload: [UInt8](repeating: 1, count: 8))
        _ = client.next(.ping)
        let cut = Task { await server.server.shutdown(grace: .milliseconds(50)) }
        _ = client.readAll()
        return cut
      }
      #expect(await cut.value == 1)
      #expect(server.handler.closedCount.load(ordering: .relaxed) == 1)
    }
  }

  @Test("an HTTP/1.1 response in flight is finished and its connection closed")
  func http1() async throws {
    try await TestServer.run { server in
      let (text, cut) = try await TestServer.blocking {
        let client = try FrameClient(port: server.port)
        client.write(Array("GET /feed HTTP/1.1\r\nhost: a\r\n\r\n".utf8))
        _ = client.read(until: "\r\n\r\n")
        server.handler.feed.publish("done")
        let cut = Task { await server.server.shutdown(grace: .seconds(20)) }
        return (String(decoding: client.readAll(), as: UTF8.self), cut)
      }
      #expect(text == "4\r\ndone\r\n0\r\n\r\n")
      #expect(await cut.value == 0)
    }
  }

  @Test("an HTTP/1.1 answer that begins during a shutdown comes to its end")
  func answeredLate() async throws {
    try await TestServer.run { server in
      let (text, cut) = try await TestServer.blocking {
        let client = try FrameClient(port: server.port)
        client.write(Array("GET /held HTTP/1.1\r\nhost: a\r\n\r\n".utf8))
        let other = try Self.waiting(server)
        let cut = Task { await server.server.shutdown(grace: .seconds(20)) }
        _ = other.next(.goaway)
        let feed = server.handler.feed
        for response in server.handler.held.withLock({ $0 }) {
          response.respond(
            status: 200, headers: TestHandler.text, source: FeedSource(feed: feed),
            followsWake: true)
        }
        return (String(decoding: client.readAll(), as: UTF8.self), cut)
      }
      #expect(text.hasSuffix("\r\n\r\n0\r\n\r\n"), "\(text)")
      #expect(await cut.value == 0)
    }
  }

  @Test("a client that says its first word during a shutdown is told goodbye")
  func lateConnection() async throws {
    try await TestServer.run { server in
      let (first, error, cut) = try await TestServer.blocking {
        let late = try FrameClient(port: server.port)
        let other = try Self.waiting(server)
        let cut = Task { await server.server.shutdown(grace: .seconds(20)) }
        _ = other.next(.goaway)
        late.sendPreface()
        let first = late.next()?.type
        let goaway = late.next(.goaway)
        for response in server.handler.held.withLock({ $0 }) {
          response.respond(status: 200, headers: TestHandler.text)
        }
        return (first, goaway?.number(at: 4), cut)
      }
      #expect(first == .settings)
      #expect(error == 0)
      #expect(await cut.value == 0)
    }
  }

  /// A client that waits for an answer, on the one loop of a server that has taken in all clients
  /// before it.
  private static func waiting(_ server: TestServer) throws -> FrameClient {
    let client = try FrameClient(port: server.port)
    client.sendPreface()
    client.sendRequest("/held", stream: 1)
    client.send(.ping, payload: [UInt8](repeating: 1, count: 8))
    _ = client.next(.ping)
    return client
  }

  @Test("the control socket is the owner's alone, replaces a dead one, and marks its requests")
  func controlSocket() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // What cannot be removed is left to the system's own cleaning of temporary files.
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "control.sock").path
    try Data("stale".utf8).write(to: URL(fileURLWithPath: path))
    let server = HTTP2Server(
      configuration: HTTPServerConfiguration(listeners: [.unixSocket(path: path)], loopCount: 1),
      handler: TestHandler())
    _ = try await server.start()
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    if let curl = Tool("curl") {
      for version in ["--http2-prior-knowledge", "--http1.1"] {
        let output = try await curl.run([
          "-sS", version, "--unix-socket", path, "http://control/about",
        ])
        #expect(output.text.contains("control=true"), "\(output.errors)")
      }
    }
    await server.shutdown(grace: .zero)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("an address in use and a broken certificate are named")
  func cannotStart() async throws {
    try await TestServer.run { other in
      let second = HTTP2Server(
        configuration: HTTPServerConfiguration(
          listeners: [.tcp(host: "127.0.0.1", port: other.port, tls: nil)], loopCount: 1),
        handler: TestHandler())
      await #expect {
        try await second.start()
      } throws: { error in
        guard case .bind(let address, _) = error as? HTTPServerError else { return false }
        return address == "127.0.0.1:\(other.port)"
      }
    }
    let third = HTTP2Server(
      configuration: HTTPServerConfiguration(
        listeners: [
          .tcp(host: "127.0.0.1", port: 0, tls: .files(chainPath: "/none", keyPath: "/none"))
        ], loopCount: 1), handler: TestHandler())
    await #expect {
      try await third.start()
    } throws: { error in
      if case .certificate = error as? HTTPServerError { true } else { false }
    }
  }
}
