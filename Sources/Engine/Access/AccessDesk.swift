package import ContactCenter
internal import EventCodec
internal import EventLog

/// Grants and revokes tokens, each with an event that says so.
///
/// The event of a grant stands before its token works, so that nobody has a right that the log does
/// not show; a revoked token has ended before its event stands.
package struct AccessDesk: Sendable {
  let tokens: TokenRegistry
  let commands: CommandHandler

  /// Makes a token, and appends `access.granted`. The token is returned once and cannot be read
  /// again.
  ///
  /// - Parameters:
  ///   - replaces: whether a token that the name has already is to end.
  ///   - actor: who grants it.
  /// - Throws: `AccessRefusal`; nothing is granted then.
  package func grant(
    _ grant: Grant, replaces: Bool = false, by actor: Actor
  ) async throws(AccessRefusal) -> String {
    guard replaces || !tokens.list().contains(where: { $0.name == grant.name }) else {
      throw .nameTaken(grant.name)
    }
    let granted = AccessEvent.Granted {
      $0.role = AccessRole(rawValue: grant.role.rawValue) ?? $0.role
      $0.name = Code(grant.name)
      $0.source = grant.source.isEmpty ? nil : Code(grant.source)
    }
    try await append(.granted(granted), of: grant.name, by: actor)
    do throws(LogFailure) {
      return try tokens.grant(
        name: grant.name, role: grant.role, source: grant.source, at: grant.grantedAt)
    } catch {
      throw .failed(error)
    }
  }

  /// Ends the token of a name, and appends `access.revoked`.
  ///
  /// - Returns: whether there was one.
  /// - Throws: `AccessRefusal.failed`; the token has ended all the same where only its event is
  ///   missing.
  package func revoke(name: String, by actor: Actor) async throws(AccessRefusal) -> Bool {
    do throws(LogFailure) {
      guard try tokens.revoke(name: name) else { return false }
    } catch {
      throw .failed(error)
    }
    try await append(.revoked(AccessEvent.Revoked()), of: name, by: actor)
    return true
  }

  /// A refusal is none here: the grants of earlier builds have no event that could be revoked.
  private func append(
    _ event: AccessEvent, of name: String, by actor: Actor
  ) async throws(AccessRefusal) {
    let incoming = IncomingEvent(stream: StreamName(.access, name), event: .access(event))
    let outcome = await commands.submit(
      AppendCommand(events: [incoming], kind: .command, actor: actor))
    switch outcome {
    case .appended, .quarantined, .rejected: return
    case .failed(let failure): throw .failed(failure)
    case .keysUnavailable(let why): throw .failed(.unavailable(why))
    }
  }
}
