/// Where a call was when it ended.
package enum EndPhase: String, Choice {
  case talk
  case hold
  case menu
  case queue
}
