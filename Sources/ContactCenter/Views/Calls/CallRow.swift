/// A call from beginning to end, with its timeline. No personal data: those are in the events'
/// sealed part.
public struct CallRow: ViewRow {
  /// Decisions about its way that are kept: the latest.
  public static let routesMax = 10
  /// Entries kept in the timeline; the rest is counted, and found in the call's stream.
  public static let timelineMax = 100

  public var call = CallID()
  public var state = CallPhase.ringing
  public var isOutbound = false
  public var queue: QueueID?
  public var agent: AgentID?
  public var customer: CustomerID?
  public var receivedAt = Timestamp()
  public var endedAt: Timestamp?
  public var endedBy: EndingParty?
  public var cause: String?
  public var visits: Int64 = 0
  public var transfers: Int64 = 0
  public var waitMilliseconds: Int64 = 0
  public var clockWaitMilliseconds: Int64 = 0
  public var talkMilliseconds: Int64 = 0
  public var holdMilliseconds: Int64 = 0
  public var wrapMilliseconds: Int64 = 0
  public var reason: Code?
  public var isResolved = false
  public var isConfirmed: Bool?
  public var disposition: Code?
  public var feedbackScale: FeedbackScale?
  public var feedbackScore: Int64?
  public var wasAnswered = false
  public var anomalies: [AnomalyRow.Kind] = []
  public var cases: [CaseID] = []
  /// The standards that it failed to keep.
  public var thresholds: [CallThreshold] = []
  /// Where recordings of it are kept.
  public var recordings: [Code] = []
  public var isRecorded = false
  public var recordingRefusals: Int64 = 0
  /// Where it was sent and why: the latest decisions.
  public var routes: [CallRoute] = []
  /// What the caller was told last about the wait.
  public var estimatedWaitMilliseconds: Int64?
  public var timeline: [TimelineEntry] = []
  public var timelineOmitted: Int64 = 0

  public init() {}

  /// Whether an agent spoke with the customer, the call is over, and nobody has documented it.
  public var isUndocumented: Bool { wasAnswered && endedAt != nil && disposition == nil }

  public mutating func describe(_ fields: inout some FieldVisitor) {
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
    fields.list("cases", &cases, "The cases that it is about.")
    fields.list("thresholds", &thresholds, "The standards that it failed to keep.")
    fields.list("recordings", &recordings, "Where recordings of it are kept.")
    fields.required("isRecorded", &isRecorded, "Whether any of it was recorded.")
    fields.required("recordingRefusals", &recordingRefusals, "Times that this was refused.")
    fields.list("anomalies", &anomalies, "What is odd about it.")
    fields.objects(
      "routes", &routes, .count(Self.routesMax), "Where it was sent, and why: the latest.")
    fields.optional(
      "estimatedWaitMilliseconds", &estimatedWaitMilliseconds, .milliseconds,
      "What the caller was told last about the wait.")
    fields.objects("timeline", &timeline, .count(Self.timelineMax), "Its first events, in order.")
    fields.required("timelineOmitted", &timelineOmitted, "Events beyond those.")
  }
}
