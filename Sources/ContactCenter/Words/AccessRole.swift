/// What somebody may do with the service.
public enum AccessRole: String, Choice {
  /// Views and the stream, without personal data.
  case wallboard
  /// Their own calls.
  case agent
  case supervisor
  /// Report facts for one source.
  case integration
  /// Replay the log.
  case service
  /// Projections, log and backup, without personal data.
  case `operator`
  /// Export, erase, keys and the access log.
  case privacy
  case admin
}
