/// How a step of a procedure stands in one call.
public enum StepOutcome: String, Choice {
  /// The call is not over, and the step may still be taken.
  case open
  case met
  /// It was not taken, too late, or after what it had to precede.
  case missed
  /// It is not meant for a call like this.
  case notApplicable = "not_applicable"
}
