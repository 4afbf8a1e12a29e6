/// What falls due.
public enum DeadlineKind: String, Choice {
  /// The time of a case's follow-up comes.
  case followUpDue = "follow_up_due"
  /// A follow-up's grace is over.
  case followUpMissed = "follow_up_missed"
  /// The time of a call back comes.
  case callbackDue = "callback_due"
  /// A call has waited as long as its queue's service level allows.
  case serviceLevel = "service_level"
  /// An agent's talk has taken as long as handling should.
  case handleTime = "handle_time"
  /// Wrap-up has taken as long as it may.
  case wrapLimit = "wrap_limit"
  /// The time comes to review who may do what.
  case accessReview = "access_review"
}
