internal import ContactCenter
internal import Engine

/// Who asks.
enum Caller: Sendable, Equatable {
  /// Nobody who is known; `gaveCredential` where a token or cookie came that is not valid.
  case stranger(gaveCredential: Bool)
  case granted(Grant)
  /// Somebody who may open the data folder's control socket: the owner of everything in it.
  case control

  /// The grant that counts, or nil for a stranger.
  var grant: Grant? {
    switch self {
    case .stranger: nil
    case .granted(let grant): grant
    case .control: Grant(name: "control", role: .admin, source: "", grantedAt: 0)
    }
  }

  func has(_ right: Right) -> Bool {
    grant?.allows(right) ?? false
  }

  /// Who its events say did it.
  var actor: Actor {
    guard let grant else { return Actor(kind: .system) }
    let kind: Actor.Kind =
      switch grant.role {
      case .agent: .agent
      case .supervisor: .supervisor
      case .integration: .integration
      case .wallboard, .service, .operator, .privacy, .admin: .operator
      }
    return Actor(kind: kind, id: grant.name)
  }
}
