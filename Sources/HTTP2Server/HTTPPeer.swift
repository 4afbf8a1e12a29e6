package import NIOCore

/// What all requests of one connection have in common.
package final class HTTPPeer: Sendable {
  /// The loop on which the connection lives and on which handlers and body sources are called.
  package let eventLoop: any EventLoop
  /// The peer's address; nil when the system does not say.
  package let remoteAddress: SocketAddress?
  /// Whether the connection speaks HTTP/1.1.
  package let isHTTP1: Bool
  /// Whether the connection is encrypted.
  package let isSecure: Bool
  /// Whether the request came through the control socket, which only the owner of the data folder
  /// can open.
  package let isLocalControl: Bool

  /// Describes a connection; tests of handlers make their own.
  package init(
    eventLoop: any EventLoop, remoteAddress: SocketAddress? = nil, isHTTP1: Bool = false,
    isSecure: Bool = false, isLocalControl: Bool = false
  ) {
    self.eventLoop = eventLoop
    self.remoteAddress = remoteAddress
    self.isHTTP1 = isHTTP1
    self.isSecure = isSecure
    self.isLocalControl = isLocalControl
  }
}
