/// Which version of HTTP is spoken.
public enum WireProtocol: Sendable, Equatable {
  /// Over TLS what both sides speak, HTTP/2 first; in the clear HTTP/1.1.
  case automatic
  /// HTTP/1.1: a connection for every stream.
  case http1
  /// HTTP/2: one connection for everything; in the clear by prior knowledge.
  case http2
}
