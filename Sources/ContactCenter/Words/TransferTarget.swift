/// What a call was handed over to.
public enum TransferTarget: String, Choice {
  case queue
  case agent
  /// Somebody outside the contact center.
  case external
}
