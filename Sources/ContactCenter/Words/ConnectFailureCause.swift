/// Why an outbound call reached nobody.
public enum ConnectFailureCause: String, Choice {
  case busy
  case noAnswer = "no_answer"
  case rejected
  case invalid
  case network
}
