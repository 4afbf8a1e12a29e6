/// Where a caller hung up before an answer.
public enum AbandonPhase: String, Choice {
  /// Before any queue: in a menu, or while it rang.
  case menu
  /// In a queue.
  case queue
}
