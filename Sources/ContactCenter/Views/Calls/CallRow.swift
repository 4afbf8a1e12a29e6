/// A call from beginning to end, with its timeline. No personal data: those are in the events'
/// sealed part.
package struct CallRow: ViewRow {
  /// Entries kept in the timeline; the rest is counted, and found in the call's stream.
  package static let timelineMax = 100

  package var call = CallID()
  package var state = CallPhase.ringing
  package var isOutbound = false
  package var queue: QueueID?
  package var agent: AgentID?
  package var customer: CustomerID?
  package var receivedAt = Timestamp()
  package var endedAt: Timestamp?
  package var endedBy: EndingParty?
  package var cause: String?
  package var visits: Int64 = 0
  package var transfers: Int64 = 0
  package var waitMilliseconds: Int64 = 0
  package var clockWaitMilliseconds: Int64 = 0
  package var talkMilliseconds: Int64 = 0
  package var holdMilliseconds: Int64 = 0
  package var wrapMilliseconds: Int64 = 0
  package var reason: Code?
  package var isResolved = false
  package var isConfirmed: Bool?
  package var disposition: Code?
  package var feedbackScale: FeedbackScale?
  package var feedbackScore: Int64?
  package var wasAnswered = false
  package var anomalies: [AnomalyRow.Kind] = []
  package var timeline: [TimelineEntry] = []
  package var timelineOmitted: Int64 = 0

  package init() {}

  /// Whether an agent spoke with the customer, the call is over, and nobody has documented it.
  package var isUndocumented: Bool { wasAnswered && endedAt != nil && disposition == nil }

  package mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("call", &call, "The call.")
    fields.required("state", &state, "Where it is in its life.")
    fields.required("isOutbound", &isOutbound, "Whether the contact center placed it.")
    fields.optional("queue", &queue, "The queue it visited last, or is meant for.")
    fields.optional("agent", &agent, "Who had it last.")
    fields.optional("customer", &customer, "The customer, once identified.")
    fields.required("receivedAt", &receivedAt, "When it came in, or was placed.")
    fields.optional("endedAt", &endedAt, "When it was over for the customer.")
    fields.optional("endedBy", &endedBy, "Who hung up.")
    fields.optional("cause", &cause, "Why it ended, where that was said.")
    fields.required("visits", &visits, "Queues visited.")
    fields.required("transfers", &transfers, "Times it was handed over.")
    fields.required("waitMilliseconds", &waitMilliseconds, "All waits in queues, as reported.")
    fields.required(
      "clockWaitMilliseconds", &clockWaitMilliseconds,
      .range(-FieldRules.integerMax...FieldRules.integerMax), "The same by the clocks.")
    fields.required("talkMilliseconds", &talkMilliseconds, "Talk of all its agents.")
    fields.required("holdMilliseconds", &holdMilliseconds, "Hold under all its agents.")
    fields.required("wrapMilliseconds", &wrapMilliseconds, "Wrap-up of all its agents.")
    fields.optional("reason", &reason, "Why the customer called.")
    fields.required("isResolved", &isResolved, "Whether the agent considers it solved.")
    fields.optional("isConfirmed", &isConfirmed, "Whether the customer agrees, once asked.")
    fields.optional("disposition", &disposition, "How it came out.")
    fields.optional("feedbackScale", &feedbackScale, "The scale of the customer's feedback.")
    fields.optional("feedbackScore", &feedbackScore, "The customer's score on it.")
    fields.required("wasAnswered", &wasAnswered, "Whether an agent spoke with the customer.")
    var undocumented = isUndocumented
    fields.required("isUndocumented", &undocumented, "Whether it still has to be documented.")
    fields.list("anomalies", &anomalies, "What is odd about it.")
    fields.objects("timeline", &timeline, .count(Self.timelineMax), "Its first events, in order.")
    fields.required("timelineOmitted", &timelineOmitted, "Events beyond those.")
  }
}
