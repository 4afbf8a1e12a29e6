internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import NIOTLS

/// Makes connections to one server.
struct Connector: Sendable {
  let endpoint: ServerEndpoint
  let bufferBytes: Int
  private let connectTimeout: Duration
  /// The protocol in the clear; over TLS both sides choose.
  private let isHTTP2InTheClear: Bool
  private let tls: NIOSSLContext?

  /// - Throws: `untrusted` where the certificates to trust cannot be read.
  init(_ endpoint: ServerEndpoint, _ configuration: ClientConfiguration) throws(ClientFailure) {
    self.endpoint = endpoint
    bufferBytes = configuration.bufferBytes
    connectTimeout = configuration.connectTimeout
    isHTTP2InTheClear = configuration.wireProtocol == .http2
    guard endpoint.isTLS else {
      tls = nil
      return
    }
    var settings = TLSConfiguration.makeClientConfiguration()
    settings.applicationProtocols =
      switch configuration.wireProtocol {
      case .automatic: ["h2", "http/1.1"]
      case .http1: ["http/1.1"]
      case .http2: ["h2"]
      }
    if case .certificates(let file) = configuration.trust { settings.trustRoots = .file(file) }
    do {
      tls = try NIOSSLContext(configuration: settings)
    } catch {
      throw .untrusted(Self.words(about: configuration.trust, error))
    }
  }

  private static func words(about trust: TLSTrust, _ error: any Error) -> String {
    guard case .certificates(let file) = trust else { return "TLS cannot be used: \(error)" }
    return "the certificates to trust cannot be read: \(file) is not there, or holds none in PEM"
  }

  /// Opens a connection, encrypted where the endpoint is, with its protocol agreed on.
  func connect() -> EventLoopFuture<ClientConnection> {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let made = loop.makePromise(of: ClientConnection.self)
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(TimeAmount(connectTimeout))
      .channelOption(.socketOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try configure(channel, made) }
      }
    let connected =
      switch endpoint {
      case .controlSocket(let path):
        ClientBootstrap(group: loop)
          .channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture { try configure(channel, made) }
          }
          .connect(unixDomainSocketPath: path)
      case .address(let host, let port, _): bootstrap.connect(host: host, port: port)
      }
    connected.whenFailure { made.fail($0) }
    return made.futureResult
  }

  private func configure(
    _ channel: any Channel, _ made: EventLoopPromise<ClientConnection>
  ) throws {
    let pipeline = channel.pipeline.syncOperations
    guard let tls else {
      let connection = try speak(isHTTP2InTheClear, on: channel)
      return try pipeline.addHandler(ConnectionWaiter(made, connection))
    }
    try pipeline.addHandler(
      NIOSSLClientHandler(context: tls, serverHostname: endpoint.certificateName))
    let negotiation = NIOTypedApplicationProtocolNegotiationHandler<Void> { result, channel in
      channel.eventLoop.makeCompletedFuture {
        made.succeed(try speak(result == .negotiated("h2"), on: channel))
      }
    }
    try pipeline.addHandler(negotiation)
    try pipeline.addHandler(ConnectionWaiter(made, nil))
  }

  private func speak(_ isHTTP2: Bool, on channel: any Channel) throws -> ClientConnection {
    let pipeline = channel.pipeline.syncOperations
    if isHTTP2 {
      let transport = HTTP2Transport(endpoint: endpoint, windowBytes: bufferBytes)
      try pipeline.addHandler(transport)
      return ClientConnection(channel, transport, isShared: true)
    }
    try pipeline.addHTTPClientHandlers()
    let transport = HTTP1Transport(endpoint: endpoint, heldBytesMax: bufferBytes)
    try pipeline.addHandler(transport)
    return ClientConnection(channel, transport, isShared: false)
  }
}

/// Tells of a connection once it is there, or of what became of it before.
private final class ConnectionWaiter: ChannelInboundHandler {
  typealias InboundIn = Any

  private let made: EventLoopPromise<ClientConnection>
  private let connection: ClientConnection?

  init(_ made: EventLoopPromise<ClientConnection>, _ connection: ClientConnection?) {
    self.made = made
    self.connection = connection
  }

  func channelActive(context: ChannelHandlerContext) {
    if let connection { made.succeed(connection) }
    context.fireChannelActive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    made.fail(error)
    context.fireErrorCaught(error)
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    made.fail(ChannelError.eof)
    context.fireChannelInactive()
  }
}
