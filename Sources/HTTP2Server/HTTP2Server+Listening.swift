import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// Binding and accepting.
extension HTTP2Server {
  /// What a socket takes beyond what is on its way. Without a bound it takes megabytes, and then
  /// nothing for minutes, while a slow peer reads them as fast as it can: it would look dead.
  private static let unsentBytesMax: ChannelOptions.Types.SocketOption.Value = 256 * 1_024

  func bind(_ listener: HTTPListener) async throws(HTTPServerError) -> any Channel {
    switch listener {
    case .tcp(let host, let port, let certificate):
      let tls = try certificate.map(Self.makeTLS)
      let bootstrap = makeBootstrap(tls: tls, isLocalControl: false)
        .childChannelOption(.socketOption(.so_keepalive), value: 1)
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .childChannelOption(
          .tcpOption(.init(rawValue: TCP_NOTSENT_LOWAT)), value: Self.unsentBytesMax)
      switch await outcome(of: bootstrap.bind(host: host, port: port)) {
      case .success(let channel): return channel
      case .failure(let error):
        let address = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        throw .bind(address: address, detail: Self.words(for: error))
      }
    case .unixSocket(let path):
      let descriptor = try ControlSocket.listen(at: path)
      let bootstrap = makeBootstrap(tls: nil, isLocalControl: true)
      switch await outcome(of: bootstrap.withBoundSocket(descriptor)) {
      case .success(let channel): return channel
      case .failure(let error): throw .bind(address: path, detail: Self.words(for: error))
      }
    }
  }

  private func makeBootstrap(tls: NIOSSLContext?, isLocalControl: Bool) -> ServerBootstrap {
    let limits = configuration.limits
    let setup = ConnectionSetup(
      loops: Dictionary(
        uniqueKeysWithValues: loops.map { (ObjectIdentifier($0.eventLoop), $0) }),
      limits: limits, handler: handler, count: connectionCount, tls: tls,
      isLocalControl: isLocalControl)
    let marks = ChannelOptions.Types.WriteBufferWaterMark(
      low: limits.outputBytesHigh / 4, high: limits.outputBytesHigh)
    return ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1_024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.writeBufferWaterMark, value: marks)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try setup.configure(channel) }
      }
  }

  private static func makeTLS(_ certificate: HTTPCertificate) throws(HTTPServerError)
    -> NIOSSLContext
  {
    do {
      let chain: [NIOSSLCertificate]
      let key: NIOSSLPrivateKey
      switch certificate {
      case .files(let chainPath, let keyPath):
        chain = try part(of: chainPath, "certificate") { try NIOSSLCertificate.fromPEMFile($0) }
        key = try part(of: keyPath, "private key") {
          try NIOSSLPrivateKey(file: $0, format: .pem)
        }
      case .pem(let chainBytes, let keyBytes):
        chain = try NIOSSLCertificate.fromPEMBytes(chainBytes)
        key = try NIOSSLPrivateKey(bytes: keyBytes, format: .pem)
      }
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
      configuration.minimumTLSVersion = .tlsv12
      configuration.applicationProtocols = ["h2", "http/1.1"]
      return try NIOSSLContext(configuration: configuration)
    } catch let error as HTTPServerError {
      throw error
    } catch {
      throw .certificate(detail: String(describing: error))
    }
  }

  /// Reads a file of a certificate's parts.
  private static func part<Part>(
    of path: String, _ name: String, _ read: (String) throws -> Part
  ) throws(HTTPServerError) -> Part {
    do {
      return try read(path)
    } catch {
      throw .certificate(detail: "\(path) is not there, or holds no \(name) in PEM")
    }
  }

  private static func words(for error: any Error) -> String {
    switch error {
    case let error as IOError: ControlSocket.words(for: error.errnoCode)
    case let error as SocketAddressError.UnknownHost: error.errorDescription
    default: String(describing: error)
    }
  }
}

/// What became of a future, as a value: so that errors keep a type.
func outcome<Value: Sendable>(of future: EventLoopFuture<Value>) async -> Result<Value, any Error> {
  do {
    return .success(try await future.get())
  } catch {
    return .failure(error)
  }
}
