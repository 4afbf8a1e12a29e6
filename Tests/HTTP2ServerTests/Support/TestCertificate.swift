import Foundation
import HTTP2Server
import Testing

/// A certificate for one test: P-256, self-signed, for localhost, made by the `openssl` of this
/// machine.
enum TestCertificate {
  static func make() async throws -> HTTPCertificate {
    guard let openssl = Tool("openssl") else { try Test.cancel("openssl is not installed") }
    let key = try await openssl.run(["ecparam", "-name", "prime256v1", "-genkey", "-noout"])
    let chain = try await openssl.run(
      ["req", "-x509", "-key", "/dev/stdin", "-days", "2", "-subj", "/CN=localhost"],
      input: Data(key.text.utf8))
    try #require(chain.status == 0, "\(chain.errors)")
    return .pem(chain: Array(chain.text.utf8), key: Array(key.text.utf8))
  }
}
