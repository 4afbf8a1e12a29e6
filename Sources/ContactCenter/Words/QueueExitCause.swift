/// Why a call left its queue, neither answered nor abandoned.
public enum QueueExitCause: String, Choice {
  /// It had waited as long as the queue allows.
  case timeout
  /// The caller pressed a key.
  case key
  /// No agent serves the queue.
  case empty
  /// Somebody or something took it out.
  case withdrawn
  /// It moved on to another queue or place.
  case overflow
  /// The caller chose to be called back.
  case callback
  /// The switch restarted.
  case restart
  /// The queue did not take it: it was full.
  case rejected
  /// The queue was closed.
  case closed
}
