/// Who ended a call.
package enum EndingParty: String, Choice {
  case customer
  case agent
  /// The switch, or a rule.
  case system
}
