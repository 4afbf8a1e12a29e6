internal import Crypto
internal import Foundation
internal import SwiftASN1
internal import X509

/// The certificate that a server makes for itself at its first start, for loopback and trials.
///
/// P-256, valid for ten years, for `localhost`, `127.0.0.1` and `::1`. A browser warns about it, as
/// it should: in production give `--tls-certificate` and `--tls-key`.
struct SelfSignedCertificate {
  let certificatePath: String
  let keyPath: String

  /// The files in a folder; made there when they are missing, the key with mode 0600.
  init(inFolder folder: String) throws {
    certificatePath = folder + "/tls-certificate.pem"
    keyPath = folder + "/tls-key.pem"
    let files = FileManager.default
    if files.fileExists(atPath: certificatePath), files.fileExists(atPath: keyPath) { return }
    let (certificate, key) = try Self.make()
    let written = files.createFile(
      atPath: keyPath, contents: Data(key.utf8), attributes: [.posixPermissions: 0o600])
    guard written else { throw CommandFailure("cannot write \(keyPath)") }
    try certificate.write(toFile: certificatePath, atomically: true, encoding: .utf8)
  }

  private static func make() throws -> (certificate: String, key: String) {
    let key = P256.Signing.PrivateKey()
    let issuer = Certificate.PrivateKey(key)
    let name = try DistinguishedName { CommonName("Switchboard on this machine") }
    let extensions = try Certificate.Extensions {
      Critical(BasicConstraints.notCertificateAuthority)
      SubjectAlternativeNames([
        .dnsName("localhost"),
        .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
        .ipAddress(ASN1OctetString(contentBytes: Array(repeating: 0, count: 15) + [1])),
      ])
    }
    let now = Date()
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: issuer.publicKey,
      notValidBefore: now.addingTimeInterval(-3_600),
      notValidAfter: now.addingTimeInterval(10 * 365 * 86_400), issuer: name, subject: name,
      signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions, issuerPrivateKey: issuer)
    return (try certificate.serializeAsPEM().pemString, key.pemRepresentation)
  }
}
