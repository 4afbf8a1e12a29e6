/// What a token stands for.
package struct Grant: Sendable, Equatable {
  /// The name under which it is listed and revoked, and which its events carry as their actor.
  package var name: String
  package var role: Role
  /// The CloudEvents source that an integration is bound to; empty for others.
  package var source: String
  /// When it was granted: milliseconds since 1970.
  package var grantedAt: Int64

  package init(name: String, role: Role, source: String, grantedAt: Int64) {
    self.name = name
    self.role = role
    self.source = source
    self.grantedAt = grantedAt
  }

  /// Whether whoever holds the token may do this.
  package func allows(_ right: Right) -> Bool {
    role.allows(right)
  }
}

extension Grant {
  /// Four fields, each ended by a zero byte; names and sources hold none.
  var stored: [UInt8] {
    var bytes: [UInt8] = []
    for field in [name, role.rawValue, source, String(grantedAt)] {
      bytes.append(contentsOf: field.utf8)
      bytes.append(0)
    }
    return bytes
  }

  init?(stored: [UInt8]) {
    let fields = stored.split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard fields.count == 5, let role = Role(rawValue: fields[1]), let time = Int64(fields[3])
    else { return nil }
    self.init(name: fields[0], role: role, source: fields[2], grantedAt: time)
  }
}
