/// How a client connects, waits and comes back.
public struct ClientConfiguration: Sendable {
  /// Which certificates of a server are believed.
  public var trust = TLSTrust.system
  /// Which protocol is spoken.
  public var wireProtocol = WireProtocol.automatic
  /// How a lost connection is made again.
  public var reconnection = ReconnectionPolicy()
  /// A stream on which nothing has come for this long is taken for dead and connected anew. The
  /// server says something at least every 5 s. Default 15 s.
  public var silence = Duration.seconds(15)
  /// How long a connection may take to be made. Default 10 s.
  public var connectTimeout = Duration.seconds(10)
  /// How long an answer that is no stream may let one wait for its next part. Default 60 s.
  public var answerTimeout = Duration.seconds(60)
  /// How often a request is sent before its failure is told, with the waits of `reconnection`
  /// between. Default 4.
  public var requestAttemptsMax = 4
  /// Bytes of each stream that may wait for their reader: the server is not read any further
  /// until some are taken. Over HTTP/1.1 one read of the socket more. Default 256 KiB.
  public var bufferBytes = 256 * 1_024
  /// The longest event, row page or answer that is taken. Default 64 MiB.
  public var elementBytesMax = 64 << 20

  /// The defaults.
  public init() {}
}
