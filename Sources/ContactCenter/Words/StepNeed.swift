/// What an event has to say beside its type to meet a procedure's step.
public enum StepNeed: String, Choice {
  /// The company's name was said in a greeting.
  case companyNamed = "company_named"
  /// The agent's own name was said in a greeting.
  case agentNamed = "agent_named"
  /// The customer understood the answer.
  case understood
}
