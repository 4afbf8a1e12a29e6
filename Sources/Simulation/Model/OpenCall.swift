import ContactCenter

/// A call of the simulation that is not over yet.
struct OpenCall: Sendable {
  enum Place: Sendable, Equatable {
    case menu
    case waiting
    case ringing(AgentID)
    case talking(AgentID)
  }

  var id: CallID
  var customer: Int
  var queue: Int
  var place = Place.menu
  var queuedSince = Timestamp()
  /// Counts the queue visits, so that the patience of an earlier one has no effect.
  var visit = 0
  var priority: Int64 = 0
  var isIdentified = false
  var hasReason = false
  var wasTransferred = false
}
