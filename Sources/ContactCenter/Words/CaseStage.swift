/// How far a problem has come. The raw value is what people read.
public enum CaseStage: String, Choice {
  /// Nothing has happened yet.
  case new = "New"
  /// Somebody has a problem; what it is has yet to be found out.
  case opened = "Opened"
  /// What the problem is, is known.
  case identified = "Identified"
  /// What would solve it is known.
  case solutionFound = "SolutionFound"
  /// It is considered solved.
  case resolved = "Resolved"
  /// The customer agrees.
  case confirmed = "Confirmed"
  case closed = "Closed"
}
