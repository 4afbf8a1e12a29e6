import NIOCore

/// Where and how a server listens.
package struct HTTPServerConfiguration: Sendable {
  /// The addresses to listen on, at least one.
  package var listeners: [HTTPListener]
  /// The number of event loops; default one a core. Range 1…1,024.
  package var loopCount: Int
  /// The limits against hostile and broken peers.
  package var limits: HTTPLimits

  /// A configuration with the given listeners, one loop a core, and the default limits.
  package init(
    listeners: [HTTPListener], loopCount: Int? = nil, limits: HTTPLimits = HTTPLimits()
  ) {
    precondition(!listeners.isEmpty, "a server listens somewhere")
    self.listeners = listeners
    self.loopCount = min(max(loopCount ?? System.coreCount, 1), 1_024)
    self.limits = limits
  }
}

/// One address to listen on.
package enum HTTPListener: Sendable {
  /// A TCP port; port 0 takes any free one. With `tls`, HTTP/2 or HTTP/1.1 by ALPN; without, HTTP/2
  /// by prior knowledge or HTTP/1.1, told apart by the first bytes.
  case tcp(host: String, port: Int, tls: HTTPCertificate?)
  /// A Unix socket with mode 0600: the control socket. Its requests are marked `isLocalControl`. A
  /// socket that a dead server left at the path is replaced.
  case unixSocket(path: String)
}

/// A certificate chain, leaf first, and its private key, both PEM.
package enum HTTPCertificate: Sendable {
  /// Files that are read when the server starts.
  case files(chainPath: String, keyPath: String)
  /// The text of such files.
  case pem(chain: [UInt8], key: [UInt8])
}
