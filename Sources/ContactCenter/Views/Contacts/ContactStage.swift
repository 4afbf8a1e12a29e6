/// Where a call is in its life.
package enum ContactStage: String, Choice {
  case ringing
  case inMenu = "in_menu"
  case queued
  case offered
  case talking
  case onHold = "on_hold"
  /// Handed over, and not taken yet.
  case transferring
  case wrap
  case closed
  case abandoned
  case failed
  /// Handed over to somebody outside.
  case diverted
}
