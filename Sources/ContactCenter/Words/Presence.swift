/// What an agent has chosen to be.
public enum Presence: String, Choice {
  case available
  case `break`
  case lunch
  case training
  case meeting
  case admin
  case offline
}
