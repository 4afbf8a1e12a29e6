/// One file of a page, with the headers it is served under.
package struct Asset: Sendable {
  /// What it is, by its media type.
  package enum Kind: String, Sendable {
    case html = "text/html; charset=utf-8"
    case css = "text/css; charset=utf-8"
    case javaScript = "text/javascript; charset=utf-8"
    case svg = "image/svg+xml"
  }

  package let body: [UInt8]
  package let contentType: String
  /// A strong, quoted entity tag: a hash of the body. Two bodies of one path, from two versions of
  /// the program, have different tags.
  package let entityTag: String

  init(_ kind: Kind, _ body: [UInt8]) {
    self.body = body
    contentType = kind.rawValue
    entityTag = "\"\(String(Asset.hash(body), radix: 36))\""
  }

  /// What the response says beside its status and length; names in lower case.
  ///
  /// A browser may keep an asset but asks each time whether it still holds (304), so that a page
  /// and its scripts are of one version after an upgrade.
  package var headers: [(name: String, value: String)] {
    [
      ("content-type", contentType),
      ("etag", entityTag),
      ("cache-control", "no-cache"),
      ("content-security-policy", Asset.contentSecurityPolicy),
      ("x-content-type-options", "nosniff"),
      ("referrer-policy", "no-referrer"),
      ("cross-origin-opener-policy", "same-origin"),
      ("cross-origin-resource-policy", "same-origin"),
    ]
  }

  /// Nothing but the page's own files and its own server, and never inside another site's frame.
  private static let contentSecurityPolicy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'",
    "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  ].joined(separator: "; ")

  /// FNV-1a of 64 bits, for want of a cryptographic hash in this room. Nobody gains by a collision.
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    return hash
  }
}
