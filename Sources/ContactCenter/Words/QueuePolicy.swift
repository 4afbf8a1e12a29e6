/// What becomes of the calls of a queue that cannot be served.
public enum QueuePolicy: String, Choice {
  /// They wait.
  case wait
  /// They leave the queue.
  case exit
  /// They move to the overflow queue; where there is none, they leave.
  case overflow
}
