/// Who has to take a step for it to count.
public enum StepParty: String, Choice {
  /// An agent: whom the event names, who recorded it, or who had the call.
  case agent
  /// The agent who answered first.
  case firstAgent = "first_agent"
}
