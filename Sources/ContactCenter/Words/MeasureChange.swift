/// What becomes of a security measure.
public enum MeasureChange: String, Choice {
  /// It did not exist, or had been removed.
  case introduced
  /// It protects more than before.
  case strengthened
  /// It was put in the place of an older form of itself.
  case renewed
  /// It protects less than before.
  case relaxed
  case removed
}
