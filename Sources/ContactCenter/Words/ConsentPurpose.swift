/// What a customer may agree to.
public enum ConsentPurpose: String, Choice {
  /// Being called to be sold something.
  case marketing
  /// Being asked for opinions.
  case survey
  /// Having calls recorded.
  case recording
  /// Having data passed on to others.
  case sharing
}
