/// Where a call was sent, and why: a decision as its event recorded it, shortened.
public struct CallRoute: Payload {
  /// As many candidates are shown; the event has them all.
  public static let candidatesMax = 10

  public var position: Int64 = 0
  public var time = Timestamp()
  /// The queue in which it waited.
  public var queue: QueueID?
  public var strategy = RoutingStrategy.external
  public var ruleVersion: Int64?
  public var ids: [Code] = []
  public var score: Int64?
  public var seed: Int64?
  public var candidates: [RoutingCandidate] = []
  public var candidatesOmitted: Int64 = 0

  public init() {}

  init(_ routed: CallEvent.Routed, in queue: QueueID?, of recorded: RecordedEvent) {
    position = Int64(recorded.position)
    time = recorded.time
    self.queue = queue
    strategy = routed.strategy
    ruleVersion = routed.ruleVersion
    ids = routed.ids
    score = routed.score
    seed = routed.seed
    candidates = Array(routed.candidates.prefix(Self.candidatesMax))
    candidatesOmitted = Int64(routed.candidates.count - candidates.count)
  }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("position", &position, "The position of the decision.")
    fields.required("time", &time, "When it was made.")
    fields.optional("queue", &queue, "The queue in which the call waited.")
    fields.required("strategy", &strategy, "How agents were chosen.")
    fields.optional("ruleVersion", &ruleVersion, "The version of the rule.")
    fields.list("ids", &ids, "What was chosen, best first.")
    fields.optional(
      "score", &score, .range(-FieldRules.integerMax...FieldRules.integerMax),
      "The score of the call in its queue.")
    fields.optional("seed", &seed, "The seed of the random choice.")
    fields.objects(
      "candidates", &candidates, .count(Self.candidatesMax), "The first candidates, best first.")
    fields.required("candidatesOmitted", &candidatesOmitted, "Candidates beyond those.")
  }
}
