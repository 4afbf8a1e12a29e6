internal import Foundation

/// Where a command finds a server: a control socket in a data folder, or an address.
enum ServerEndpoint: Equatable {
  case controlSocket(path: String)
  case address(host: String, port: Int, isTLS: Bool)

  /// - Throws: `CommandFailure` for what is not `http://HOST:PORT` or `https://HOST:PORT`.
  init(url: String) throws {
    guard let parts = URLComponents(string: url), let host = parts.host,
      let scheme = parts.scheme, scheme == "http" || scheme == "https"
    else {
      throw CommandFailure("\(url) is not an address: write https://HOST:PORT")
    }
    let isTLS = scheme == "https"
    self = .address(host: host, port: parts.port ?? (isTLS ? 443 : 80), isTLS: isTLS)
  }

  /// What goes into the `host` header.
  var authority: String {
    switch self {
    case .controlSocket: "localhost"
    case .address(let host, let port, _): "\(host):\(port)"
    }
  }
}
