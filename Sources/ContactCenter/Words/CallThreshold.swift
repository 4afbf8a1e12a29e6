/// A standard that a call may fail to keep.
public enum CallThreshold: String, Choice {
  /// It waited longer than the queue's service level allows.
  case serviceLevel = "service_level"
  /// An agent has talked longer than handling should take.
  case handleTime = "handle_time"
}
