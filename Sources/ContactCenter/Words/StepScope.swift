/// Which calls a procedure's step is meant for; to others it does not apply.
public enum StepScope: String, Choice {
  case inbound
  case outbound
  /// Calls that an agent considered solved at some time.
  case resolved
  /// Calls that nobody considers solved, or whose customer said that they are not.
  case unresolved
  /// Calls that were never handed over.
  case kept
}
