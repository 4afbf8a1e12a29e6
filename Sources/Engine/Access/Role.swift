/// What a token may do.
package enum Role: String, Sendable, CaseIterable {
  /// Views and the stream without personal data.
  case wallboard
  /// A person who takes calls: commands on their own calls.
  case agent
  /// Commands on everything, views, personal data of calls.
  case supervisor
  /// A switch or program that reports facts under its own source.
  case integration
  /// Replays and follows the log.
  case service
  /// Projections, the log, backups; no personal data.
  case `operator`
  /// Exports, erasures, keys, the access log.
  case privacy
  /// Everything.
  case admin

  /// The rights of this role.
  package var rights: Set<Right> { Set(Right.allCases.filter(allows)) }

  /// Whether this role may do this. Asked several times a request, so it makes no set.
  package func allows(_ right: Right) -> Bool {
    if self == .admin { return true }
    return switch right {
    case .readViews, .readEvents: true
    case .checkpoint: self == .service || self == .operator
    case .readPersonal: self == .supervisor || self == .privacy
    case .command: self == .agent || self == .supervisor
    case .report: self == .integration
    case .operate: self == .operator
    case .administerAccess: self == .privacy
    }
  }
}

/// One thing that a role may or may not do.
package enum Right: String, Sendable, CaseIterable {
  /// Views and reports.
  case readViews
  /// The log: pages, replays, the live stream.
  case readEvents
  /// Keep a named place in the log.
  case checkpoint
  /// The personal part of events, and views that show it.
  case readPersonal
  /// Append a command: decided, refused where it contradicts the state.
  case command
  /// Append a fact under the token's source: kept in any case.
  case report
  /// Rebuild projections, see the log's figures, settle the quarantine.
  case operate
  /// Grant and revoke tokens.
  case administerAccess
}
