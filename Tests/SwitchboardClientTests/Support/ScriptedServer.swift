import HTTP2Server
import NIOCore
import Synchronization
import Testing

@testable import SwitchboardClient

/// A server on a free port that answers request after request as a test has written down.
final class ScriptedServer: HTTPHandler {
  /// What one request is answered; the last turn is repeated.
  enum Turn {
    case answer(Int, fields: [(name: String, value: String)] = [], String = "")
    /// An event stream that then ends.
    case stream(String)
    /// An event stream that then breaks off.
    case broken(String)
    /// An event stream that then says nothing more.
    case open(String)
    /// No answer, and no stream any more.
    case lost
    /// An event stream that says the same for ever.
    case endless(String)
  }

  /// Requests in their order.
  struct Seen {
    var target: String
    var fields: [String: String]
    var body: String
    var connection: String
  }

  private let turns: Mutex<[Turn]>
  private let seen = Mutex<[Seen]>([])
  /// Bytes that endless streams were asked for.
  let bytesPulled = Atomic<Int>(0)

  private init(_ turns: [Turn]) {
    self.turns = Mutex(turns)
  }

  var requests: [Seen] { seen.withLock { $0 } }

  /// Serves `turns` while `body` runs.
  static func run(
    _ turns: [Turn], _ wireProtocol: WireProtocol = .http2,
    adjust: (inout ClientConfiguration) -> Void = { _ in },
    _ body: (SwitchboardClient, ScriptedServer) async throws -> Void
  ) async throws {
    let handler = ScriptedServer(turns)
    let server = HTTP2Server(
      configuration: HTTPServerConfiguration(
        listeners: [.tcp(host: "127.0.0.1", port: 0, tls: nil)], loopCount: 1),
      handler: handler)
    let port = try #require(try await server.start().first?.port)
    var configuration = ClientConfiguration()
    configuration.wireProtocol = wireProtocol
    configuration.reconnection.first = .milliseconds(2)
    configuration.reconnection.longest = .milliseconds(10)
    configuration.reconnection.longestAsked = .milliseconds(20)
    adjust(&configuration)
    let client = try SwitchboardClient(
      url: "http://127.0.0.1:\(port)", token: "secret", configuration: configuration)
    do {
      try await body(client, handler)
    } catch {
      await server.shutdown(grace: .zero)
      throw error
    }
    await server.shutdown(grace: .zero)
  }

  func handle(_ request: HTTPRequest, _ response: HTTPResponder) {
    note(request)
    let turn = turns.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    switch turn {
    case .answer(let status, let fields, let text):
      let type = status < 300 ? "application/json" : "application/problem+json"
      response.respond(
        status: status, headers: HTTPHeaderBlock([(name: "content-type", value: type)] + fields),
        body: ByteBuffer(string: text))
    case .stream(let text): stream(text, .end, response)
    case .broken(let text):
      let handle = stream(text, .abort(.internalError), response)
      // What was said has gone out before the stream breaks off.
      request.eventLoop.scheduleTask(in: .milliseconds(5)) { handle.resume() }
    case .open(let text): stream(text, .pending, response)
    case .lost: response.abort(.internalError)
    case .endless(let text):
      response.respond(
        status: 200, headers: Self.eventStream, source: EndlessSource(self, text))
    }
  }

  private func note(_ request: HTTPRequest) {
    let target = request.path + (request.query.isEmpty ? "" : "?" + request.query)
    var fields: [String: String] = [:]
    for (name, value) in request.fields.all { fields[name] = value }
    let body = String(decoding: request.body.readableBytesView, as: UTF8.self)
    let address = request.remoteAddress.map { "\($0)" } ?? ""
    seen.withLock {
      $0.append(Seen(target: target, fields: fields, body: body, connection: address))
    }
  }

  private static let eventStream = HTTPHeaderBlock([
    (name: "content-type", value: "text/event-stream; charset=utf-8")
  ])

  @discardableResult
  private func stream(
    _ text: String, _ end: HTTPBodyPull, _ response: HTTPResponder
  ) -> HTTPStreamHandle {
    response.respond(status: 200, headers: Self.eventStream, source: ScriptedSource(text, end))
  }
}

/// Says its text, then what its end is.
private final class ScriptedSource: HTTPBodySource {
  private var text: ByteBuffer
  private let end: HTTPBodyPull
  /// Whether it waits once before it breaks off.
  private var pauses: Bool

  init(_ text: String, _ end: HTTPBodyPull) {
    self.text = ByteBuffer(string: text)
    self.end = end
    pauses = if case .abort = end { true } else { false }
  }

  func pull(upTo byteCount: Int) -> HTTPBodyPull {
    guard let piece = text.readSlice(length: min(byteCount, text.readableBytes)),
      piece.readableBytes > 0
    else {
      defer { pauses = false }
      return pauses ? .pending : end
    }
    return .data(piece)
  }
}

/// Says the same for ever, and counts it.
private final class EndlessSource: HTTPBodySource {
  private let server: ScriptedServer
  private let text: ByteBuffer

  init(_ server: ScriptedServer, _ text: String) {
    self.server = server
    self.text = ByteBuffer(string: text)
  }

  func pull(upTo byteCount: Int) -> HTTPBodyPull {
    server.bytesPulled.wrappingAdd(text.readableBytes, ordering: .relaxed)
    return .data(text)
  }
}
