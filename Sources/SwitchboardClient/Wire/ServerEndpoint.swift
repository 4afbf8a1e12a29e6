internal import Foundation

/// Where a server is: an address, or the control socket in its data folder.
package enum ServerEndpoint: Sendable, Equatable {
  case controlSocket(path: String)
  case address(host: String, port: Int, isTLS: Bool)

  /// The endpoint of an address.
  ///
  /// - Throws: `invalidAddress` for what is not `http://HOST:PORT` or `https://HOST:PORT`.
  package init(url: String) throws(ClientFailure) {
    guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
      let scheme = parts.scheme, scheme == "http" || scheme == "https",
      ["", "/"].contains(parts.path), parts.query == nil
    else { throw .invalidAddress("\(url) is not an address: write https://HOST:PORT") }
    let isTLS = scheme == "https"
    // An IPv6 address stands in brackets in an address, and without them elsewhere.
    let name = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    self = .address(host: name, port: parts.port ?? (isTLS ? 443 : 80), isTLS: isTLS)
  }

  /// What stands in the `host` header and in `:authority`.
  var authority: String {
    switch self {
    case .controlSocket: "localhost"
    case .address(let host, let port, _):
      host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
  }

  var isTLS: Bool {
    if case .address(_, _, isTLS: true) = self { true } else { false }
  }

  /// The name that a certificate must be for; nil for an address of either kind, which a
  /// certificate names as such.
  var certificateName: String? {
    guard case .address(let host, _, _) = self else { return nil }
    let isAddress =
      host.contains(":") || host.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
    return isAddress ? nil : host
  }
}

extension ServerEndpoint: CustomStringConvertible {
  /// The endpoint as people know it.
  package var description: String {
    switch self {
    case .controlSocket(let path): path
    case .address(_, _, let isTLS): "\(isTLS ? "https" : "http")://\(authority)"
    }
  }
}
