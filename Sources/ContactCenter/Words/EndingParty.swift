/// Who ended a call.
public enum EndingParty: String, Choice {
  case customer
  case agent
  /// The switch, or a rule.
  case system
}
