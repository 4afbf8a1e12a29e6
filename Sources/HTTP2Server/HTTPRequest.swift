package import NIOCore

/// A complete request: its header and all of its body.
///
/// An object, so that handing it on costs one count.
package final class HTTPRequest: Sendable {
  /// The method.
  package let method: HTTPMethod
  /// The path as it was sent: percent-encoded, before the first `?`.
  package let path: String
  /// What follows the first `?`, as it was sent; empty when there is none.
  package let query: String
  /// The fields by name; in HTTP/2 also `:authority` and `:scheme`.
  package let fields: HTTPFieldTable
  /// The body; never longer than `HTTPLimits.bodyBytesMax`.
  package let body: ByteBuffer
  /// The connection that the request came by.
  package let peer: HTTPPeer

  /// A request to `target`, which is a path with or without a query.
  package init(
    method: HTTPMethod, target: String, fields: HTTPFieldTable = HTTPFieldTable(),
    body: ByteBuffer = ByteBuffer(), peer: HTTPPeer
  ) {
    self.method = method
    if let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) {
      self.path = String(target[..<mark])
      self.query = String(target[target.utf8.index(after: mark)...])
    } else {
      self.path = target
      self.query = ""
    }
    self.fields = fields
    self.body = body
    self.peer = peer
  }

  /// The value of a field, or nil; several of one name are joined (see `HTTPFieldTable`).
  package func header(_ lowercaseName: String) -> String? {
    fields[lowercaseName]
  }

  /// The host and port that the client asked for: `:authority`, else `host`.
  package var authority: String? {
    fields[":authority"] ?? fields["host"]
  }

  /// Whether the request came over HTTP/1.1.
  package var isHTTP1: Bool { peer.isHTTP1 }

  /// Whether the request came through the control socket.
  package var isLocalControl: Bool { peer.isLocalControl }

  /// The peer's address; nil when the system does not say.
  package var remoteAddress: SocketAddress? { peer.remoteAddress }

  /// The loop on which the handler was called.
  package var eventLoop: any EventLoop { peer.eventLoop }
}
