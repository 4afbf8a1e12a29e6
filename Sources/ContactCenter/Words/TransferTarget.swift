/// What a call was handed over to.
package enum TransferTarget: String, Choice {
  case queue
  case agent
  /// Somebody outside the contact center.
  case external
}
