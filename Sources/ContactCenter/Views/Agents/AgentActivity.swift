/// What an agent does, derived from calls; beside the presence that the agent has chosen.
package enum AgentActivity: String, Choice {
  /// Logged out, or on a break, or otherwise not to be given calls.
  case notReady = "not_ready"
  /// Available, and without a call.
  case idle
  case ringing
  case onCall = "on_call"
  case holding
  case wrappingUp = "wrapping_up"
}
