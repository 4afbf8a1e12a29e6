internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// The methods that commands use.
enum RequestMethod: String {
  case get = "GET"
  case post = "POST"
  case put = "PUT"
  case delete = "DELETE"
}

/// One request to a running server, over HTTP/1.1.
///
/// Commands are rare and short; the streams that must be fast are the server's business.
struct ServerConnection {
  let endpoint: ServerEndpoint
  /// The bearer token, where the endpoint is not a control socket.
  var token: String?
  /// A PEM file of certificates to trust beside the system's.
  var trustedCertificates: String?

  /// What is asked of the server.
  struct Request {
    let method: RequestMethod
    let path: String
    /// JSON.
    var body: [UInt8]?
    var accept = "*/*"
    /// Further fields of the header.
    var fields: [(String, String)] = []
  }

  /// The head of an answer, and its body as it arrives.
  struct Response {
    let status: Int
    let contentType: String
  }

  /// Sends a request and hands out the answer's body piece by piece.
  ///
  /// - Throws: `CommandFailure` where no server answers.
  @discardableResult
  func send(
    _ method: RequestMethod, _ path: String, body: [UInt8]? = nil, accept: String = "*/*",
    receive: (Response, ByteBuffer) throws -> Void = { _, _ in }
  ) async throws -> Response {
    let channel = try await connect()
    return try await channel.executeThenClose { inbound, outbound in
      try await write(
        Request(method: method, path: path, body: body, accept: accept), to: outbound)
      var answer = Answer()
      for try await part in inbound {
        if let response = try answer.take(part, receive) { return response }
      }
      throw Self.closedEarly
    }
  }

  /// Keeps one connection for many requests, sent one after the other.
  func withSession<Value>(
    _ body: (inout ServerSession) async throws -> Value
  ) async throws -> Value {
    let channel = try await connect()
    return try await channel.executeThenClose { inbound, outbound in
      var session = ServerSession(
        connection: self, parts: inbound.makeAsyncIterator(), outbound: outbound)
      return try await body(&session)
    }
  }

  func write(
    _ request: Request, to outbound: NIOAsyncChannelOutboundWriter<SendablePart>
  ) async throws {
    let method = HTTPMethod(rawValue: request.method.rawValue)
    var head = HTTPRequestHead(version: .http1_1, method: method, uri: request.path)
    head.headers.add(name: "host", value: endpoint.authority)
    head.headers.add(name: "accept", value: request.accept)
    for (name, value) in request.fields { head.headers.add(name: name, value: value) }
    if let token { head.headers.add(name: "authorization", value: "Bearer \(token)") }
    if let body = request.body {
      head.headers.add(name: "content-type", value: "application/json")
      head.headers.add(name: "content-length", value: String(body.count))
    }
    try await outbound.write(.head(head))
    if let body = request.body {
      try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: body))))
    }
    try await outbound.write(.end(nil))
  }

  typealias Parts = NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator

  static let closedEarly = CommandFailure("the server closed the connection before it had answered")

  /// An answer while its parts arrive.
  struct Answer {
    private var response: Response?

    /// Takes one part.
    ///
    /// - Returns: the answer's head once it is complete.
    mutating func take(
      _ part: HTTPClientResponsePart, _ receive: (Response, ByteBuffer) throws -> Void
    ) throws -> Response? {
      switch part {
      case .head(let head):
        response = Response(
          status: Int(head.status.code), contentType: head.headers["content-type"].first ?? "")
      case .body(let bytes):
        if let response { try receive(response, bytes) }
      case .end:
        return response
      }
      return nil
    }
  }

  /// Sends a request and collects the answer's body, at most 64 MiB of it.
  func collect(
    _ method: RequestMethod, _ path: String, body: [UInt8]? = nil, accept: String = "*/*"
  ) async throws -> (status: Int, body: [UInt8]) {
    var bytes: [UInt8] = []
    let response = try await send(method, path, body: body, accept: accept) { _, piece in
      guard bytes.count + piece.readableBytes <= 64 << 20 else {
        throw CommandFailure("the server's answer is larger than 64 MiB")
      }
      bytes.append(contentsOf: piece.readableBytesView)
    }
    return (response.status, bytes)
  }

  private typealias ClientChannel = NIOAsyncChannel<
    HTTPClientResponsePart, SendablePart
  >
  typealias SendablePart = HTTPPart<HTTPRequestHead, IOData>

  private func connect() async throws -> ClientChannel {
    let bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connectTimeout(.seconds(10))
    let tls = try tlsContext()
    do {
      switch endpoint {
      case .controlSocket(let path):
        return try await bootstrap.connect(unixDomainSocketPath: path) { channel in
          Self.configure(channel, tls: nil, host: nil)
        }
      case .address(let host, let port, _):
        return try await bootstrap.connect(host: host, port: port) { channel in
          Self.configure(channel, tls: tls, host: host)
        }
      }
    } catch let error as CommandFailure {
      throw error
    } catch {
      throw CommandFailure("no server answers at \(endpoint): \(error)")
    }
  }

  private func tlsContext() throws -> NIOSSLContext? {
    guard case .address(_, _, isTLS: true) = endpoint else { return nil }
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.applicationProtocols = ["http/1.1"]
    if let trustedCertificates { configuration.trustRoots = .file(trustedCertificates) }
    return try NIOSSLContext(configuration: configuration)
  }

  private static func configure(
    _ channel: any Channel, tls: NIOSSLContext?, host: String?
  ) -> EventLoopFuture<ClientChannel> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      if let tls, let host {
        // Certificates are asked for by name; an address of either kind is none.
        let isAddress =
          host.contains(":") || host.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
        try pipeline.addHandler(
          NIOSSLClientHandler(context: tls, serverHostname: isAddress ? nil : host))
      }
      try pipeline.addHTTPClientHandlers()
      return try ClientChannel(wrappingChannelSynchronously: channel)
    }
  }
}
