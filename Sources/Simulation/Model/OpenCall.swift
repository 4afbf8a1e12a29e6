import ContactCenter

/// A call of the simulation that is not over yet.
struct OpenCall: Sendable {
  enum Place: Sendable, Equatable {
    case menu
    case waiting
    /// Ringing the called side; by whom, where an agent dialled.
    case dialling(AgentID?)
    case ringing(AgentID)
    case talking(AgentID)
  }

  /// What somebody promised and this call is to keep.
  struct Promise: Sendable {
    var stream: StreamName
    var followUp: Code
  }

  var id: CallID
  var customer: Int
  var queue: Int
  /// The call as the domain sees it: what else may happen in it.
  var state: Call
  var place = Place.menu
  var queuedSince = Timestamp()
  /// Counts the queue visits, so that the patience of an earlier one has no effect.
  var visit = 0
  var priority: Int64 = 0
  var isIdentified = false
  var hasReason = false
  var wasTransferred = false
  /// What an outbound call is for.
  var purpose: CallPurpose?
  var promise: Promise?
  /// The call in which this one was asked for, and how often that has been tried.
  var callbackOf: (call: CallID, tries: Int)?

  init(id: CallID, customer: Int, queue: Int) {
    self.id = id
    self.customer = customer
    self.queue = queue
    state = Call(id: id)
  }
}
