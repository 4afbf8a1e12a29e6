/// What an outbound call is for.
public enum CallPurpose: String, Choice {
  case service
  case sales
  case marketing
  case orderConfirmation = "order_confirmation"
  case information
  case survey
  case callback
  case followUp = "follow_up"
}
