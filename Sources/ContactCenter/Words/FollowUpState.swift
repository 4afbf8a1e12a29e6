/// How a promise to get back to a customer stands.
public enum FollowUpState: String, Choice {
  /// Its time has not come.
  case scheduled
  /// Its time has come.
  case due
  /// Nobody kept it within its grace: overdue. It may still be kept.
  case missed
  /// It was kept.
  case completed
}
