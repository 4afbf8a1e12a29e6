/// Who or what picked up an outbound call.
package enum CalleeKind: String, Choice {
  case person
  case machine
}
