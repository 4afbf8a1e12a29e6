import HTTP2Server
import NIOCore
import NIOHTTP1
import NIOPosix

/// A small HTTP/1.1 client: one connection a request, bodies as they arrive.
struct TestClient: Sendable {
  let address: SocketAddress
  var token: String?

  /// A complete answer.
  struct Reply: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body: String

    func header(_ name: String) -> String? { headers[name].first }
  }

  func get(_ path: String, _ headers: [(String, String)] = []) async throws -> Reply {
    try await send(.GET, path, headers)
  }

  func post(
    _ path: String, _ body: String, type: String = "application/json",
    _ headers: [(String, String)] = []
  ) async throws -> Reply {
    try await send(.POST, path, [("content-type", type)] + headers, body)
  }

  func send(
    _ method: NIOHTTP1.HTTPMethod, _ path: String, _ headers: [(String, String)] = [],
    _ body: String? = nil
  ) async throws -> Reply {
    try await withReply(method, path, headers, body) { head, pieces in
      var text = ByteBuffer()
      while var piece = try await pieces.next() { text.writeBuffer(&piece) }
      return Reply(
        status: Int(head.status.code), headers: head.headers, body: String(buffer: text))
    }
  }

  /// Follows an event stream until `isEnough` is true of the blocks received so far.
  func follow(
    _ path: String, _ headers: [(String, String)] = [],
    until isEnough: ([EventBlock]) -> Bool
  ) async throws -> [EventBlock] {
    let fields = [("accept", "text/event-stream")] + headers
    return try await withReply(.GET, path, fields, nil) { head, pieces in
      guard head.status == .ok else { throw UnexpectedStatus(status: Int(head.status.code)) }
      var parser = EventBlockParser()
      while !isEnough(parser.blocks), let piece = try await pieces.next() {
        parser.push(String(buffer: piece))
      }
      return parser.blocks
    }
  }

  /// The body of an answer, piece by piece.
  struct Pieces {
    fileprivate var parts: NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator

    mutating func next() async throws -> ByteBuffer? {
      while let part = try await parts.next(isolation: #isolation) {
        switch part {
        case .head: continue
        case .body(let piece): return piece
        case .end: return nil
        }
      }
      throw CutOff()
    }
  }

  private func withReply<Result>(
    _ method: NIOHTTP1.HTTPMethod, _ path: String, _ headers: [(String, String)], _ body: String?,
    _ read: (HTTPResponseHead, inout Pieces) async throws -> Result
  ) async throws -> Result {
    let channel = try await connect()
    return try await channel.executeThenClose { inbound, outbound in
      var head = HTTPRequestHead(version: .http1_1, method: method, uri: path)
      head.headers = HTTPHeaders([("host", "test")] + headers)
      if let token { head.headers.add(name: "authorization", value: "Bearer \(token)") }
      if let body { head.headers.add(name: "content-length", value: "\(body.utf8.count)") }
      try await outbound.write(.head(head))
      if let body { try await outbound.write(.body(.byteBuffer(ByteBuffer(string: body)))) }
      try await outbound.write(.end(nil))
      var pieces = Pieces(parts: inbound.makeAsyncIterator())
      guard case .head(let response) = try await pieces.parts.next(isolation: #isolation) else {
        throw CutOff()
      }
      return try await read(response, &pieces)
    }
  }

  private typealias Connection = NIOAsyncChannel<
    HTTPClientResponsePart, HTTPPart<HTTPRequestHead, IOData>
  >

  private func connect() async throws -> Connection {
    try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(to: address) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          return try Connection(wrappingChannelSynchronously: channel)
        }
      }
  }
}

/// The connection ended before the answer did.
struct CutOff: Error {}

/// An answer of another status than the test rests on.
struct UnexpectedStatus: Error {
  let status: Int
}
