/// Where a call was when it ended.
public enum EndPhase: String, Choice {
  case talk
  case hold
  case menu
  case queue
}
