/// The cookie for which a page trades its token: an EventSource sends no headers, and a cookie that
/// no script can read is not stolen by one.
enum SessionCookie {
  /// Over TLS the prefix makes browsers refuse the cookie from any other host or path. In the clear
  /// they refuse the prefix itself.
  static func name(isSecure: Bool) -> String {
    isSecure ? "__Host-switchboard" : "switchboard"
  }

  /// The value of `set-cookie`. Strict: another site's page cannot make a browser send it, so no
  /// other guard against forged requests is needed.
  static func issue(_ token: some StringProtocol, isSecure: Bool) -> String {
    "\(name(isSecure: isSecure))=\(token); Path=/; HttpOnly; SameSite=Strict"
      + (isSecure ? "; Secure" : "")
  }

  /// The token in the value of a `cookie` header.
  static func token(in cookies: String, isSecure: Bool) -> Substring? {
    let prefix = name(isSecure: isSecure) + "="
    for part in cookies.split(separator: ";") {
      let pair = part.drop { $0 == " " }
      if pair.hasPrefix(prefix) { return pair.dropFirst(prefix.count) }
    }
    return nil
  }
}
