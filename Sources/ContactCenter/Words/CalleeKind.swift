/// Who or what picked up an outbound call.
public enum CalleeKind: String, Choice {
  case person
  case machine
}
