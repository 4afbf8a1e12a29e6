/// What an agent does, derived from calls; of several things the most pressing one.
public enum AgentActivity: String, Choice {
  /// Without a call, and not available.
  case notReady
  /// Available, and without a call.
  case idle
  case ringing
  case onCall
  case holding
  case wrappingUp
}
