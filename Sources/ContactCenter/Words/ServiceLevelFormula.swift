/// How a service level is computed; A, B and S are answered, abandoned and short abandoned.
public enum ServiceLevelFormula: String, Choice {
  /// Answered within the time, over answered.
  case answered
  /// Answered within the time, over A + B − S: an abandoned call is a failure.
  case negative
  /// Answered within the time, over answered and abandoned later than the time.
  case ignore
  /// Answered or abandoned within the time, over A + B.
  case positive
}
