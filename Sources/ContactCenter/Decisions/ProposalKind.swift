/// Who claims what: the difference between asking and telling.
public enum ProposalKind: Sendable, Equatable, CaseIterable {
  /// Somebody, or our own routing, wants it to happen: every rule binds.
  case command
  /// A switch, another program or an import says that it happened: the rules on agents do not bind,
  /// and only what the aggregate's own life cycle cannot hold is refused.
  case fact
}
