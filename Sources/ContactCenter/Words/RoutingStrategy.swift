/// How an agent is chosen for a call.
public enum RoutingStrategy: String, Choice {
  /// The switch chooses and reports.
  case external
  /// Who has been idle longest.
  case longestIdle = "longest_idle"
  /// Each in turn, going on where the last round stopped.
  case roundRobin = "round_robin"
  /// Who has had the fewest calls.
  case fewestCalls = "fewest_calls"
  /// Who has talked least.
  case leastTalk = "least_talk"
  /// All at once; the first answer wins.
  case ringAll = "ring_all"
  /// In a fixed order.
  case linear
  /// By chance, weighted, from a recorded seed.
  case weightedRandom = "weighted_random"
  /// By skill and level.
  case skills
}
