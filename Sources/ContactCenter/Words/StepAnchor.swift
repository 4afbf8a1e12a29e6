/// From when a step's time limit counts.
public enum StepAnchor: String, Choice {
  /// From the first answer by an agent.
  case answer
  /// From the end of the call.
  case end
}
