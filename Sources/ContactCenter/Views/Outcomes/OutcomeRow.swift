/// What became of a call, in a few words that reports are made of: one row a call, without times of
/// talk, which are in the segments of its agents.
///
/// A call belongs to the queue that it entered first and to the agent who talked last.
public struct OutcomeRow: ViewRow {
  /// Queues and agents that are remembered to notice a call that goes back and forth.
  static let placesMax = 32

  public var call = CallID()
  public var isOutbound = false
  public var customer: CustomerID?
  public var reason: Code?
  /// The campaign that an outbound call belongs to.
  public var campaign: CampaignID?
  public var queue: QueueID?
  public var agent: AgentID?
  public var receivedAt = Timestamp()
  /// When the call entered its first queue.
  public var queuedAt: Timestamp?
  public var answeredAt: Timestamp?
  public var endedAt: Timestamp?
  public var isAbandoned = false
  public var isPhantom = false
  public var transfers: Int64 = 0
  /// Times that the call went to another queue than the one it came from.
  public var queueTransfers: Int64 = 0
  /// Times that the call was handed back to a queue or agent that had had it before.
  public var pingPongs: Int64 = 0
  public var isResolved = false
  public var isConfirmed: Bool?
  public var isDocumented = false
  public var feedback: [FeedbackRow] = []
  /// The position of the call's first event.
  public var position: Int64 = 0
  /// The queue that the call entered last, or was handed to.
  var lastQueue: QueueID?
  var queuesVisited: [QueueID] = []
  var agentsMet: [AgentID] = []

  public init() {}

  /// The key under which rows sort by the call's time of arrival, then by position.
  public var key: String { CohortKey.make(receivedAt: receivedAt, position: UInt64(position)) }

  /// Whether an agent spoke with the customer.
  public var isAnswered: Bool { answeredAt != nil }

  /// Whether an agent spoke with the customer, the call is over, and nobody has documented it.
  public var isUndocumented: Bool { isAnswered && endedAt != nil && !isDocumented }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("call", &call, "The call.")
    fields.required("isOutbound", &isOutbound, "Whether the contact center placed it.")
    fields.optional("customer", &customer, "The customer, once identified.")
    fields.optional("reason", &reason, "Why the customer called.")
    fields.optional("campaign", &campaign, "The campaign that it belongs to.")
    fields.optional("queue", &queue, "The queue that it entered first, or is meant for.")
    fields.optional("agent", &agent, "Who talked last.")
    fields.required("receivedAt", &receivedAt, "When it came in, or was placed.")
    fields.optional("queuedAt", &queuedAt, "When it entered its first queue.")
    fields.optional("answeredAt", &answeredAt, "When an agent first spoke with the customer.")
    fields.optional("endedAt", &endedAt, "When it was over for the customer.")
    fields.required("isAbandoned", &isAbandoned, "Whether the customer hung up unanswered.")
    fields.required("isPhantom", &isPhantom, "Whether it was a switch's ghost.")
    fields.required("transfers", &transfers, "Times it was handed over.")
    fields.required("queueTransfers", &queueTransfers, "Times it went to another queue.")
    fields.required("pingPongs", &pingPongs, "Times it was handed back to where it had been.")
    fields.required("isResolved", &isResolved, "Whether the agent considers it solved.")
    fields.optional("isConfirmed", &isConfirmed, "Whether the customer agrees, once asked.")
    fields.required("isDocumented", &isDocumented, "Whether it was documented.")
    fields.objects("feedback", &feedback, .count(100), "What the customer was asked and said.")
    fields.required("position", &position, "The position of its first event.")
    fields.optional("lastQueue", &lastQueue, "The queue it entered last, or was handed to.")
    fields.list("queuesVisited", &queuesVisited, .count(Self.placesMax), "The queues it has seen.")
    fields.list("agentsMet", &agentsMet, .count(Self.placesMax), "The agents it has met.")
  }
}
