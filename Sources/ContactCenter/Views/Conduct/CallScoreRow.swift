/// An answered call and how it was led: step by step of the procedure that was in force when it was
/// answered, with the positions that prove it.
public struct CallScoreRow: ViewRow {
  public var call = CallID()
  public var queue: QueueID?
  /// Who has the call, or had it last.
  public var agent: AgentID?
  /// Who answered first.
  public var firstAgent: AgentID?
  public var isOutbound = false
  public var answeredAt = Timestamp()
  public var answeredPosition: Int64 = 0
  /// The Monday of the week in which it was answered, in the contact center's zone.
  public var week = Code()
  /// When it was over, so far: a transferred call may come back.
  public var endedAt: Timestamp?
  public var endedPosition: Int64?
  public var resolvedPosition: Int64?
  public var isResolved = false
  public var transferredPosition: Int64?
  public var documentedPosition: Int64?
  public var csat: Int64?
  /// Who had the call when the customer told it.
  public var csatAgent: AgentID?
  /// The procedure in force at the answer; nil: none was.
  public var policy: PolicyID?
  public var version: Int64?
  public var steps: [StepResult] = []

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("call", &call, "The call.")
    fields.optional("queue", &queue, "The queue from which it was answered first.")
    fields.optional("agent", &agent, "Who has it, or had it last.")
    fields.optional("firstAgent", &firstAgent, "Who answered first.")
    fields.required("isOutbound", &isOutbound, "Whether the contact center placed it.")
    fields.required("answeredAt", &answeredAt, "When it was answered first.")
    fields.required("answeredPosition", &answeredPosition, "The position of that answer.")
    fields.required("week", &week, "The Monday of the week of the answer.")
    fields.optional("endedAt", &endedAt, "When it was over for the customer.")
    fields.optional("endedPosition", &endedPosition, "The position of its end.")
    fields.optional("resolvedPosition", &resolvedPosition, "The latest resolution.")
    fields.required("isResolved", &isResolved, "Whether it is considered solved.")
    fields.optional("transferredPosition", &transferredPosition, "The first transfer.")
    fields.optional("documentedPosition", &documentedPosition, "The first documentation.")
    fields.optional("csat", &csat, "The customer's satisfaction, 1 to 5.")
    fields.optional("csatAgent", &csatAgent, "Who had the call when the customer told it.")
    fields.optional("policy", &policy, "The procedure in force when it was answered.")
    fields.optional("version", &version, "Its version.")
    var score = score
    fields.optional("score", &score, "The share of the steps that were met, of those decided.")
    fields.objects("steps", &steps, .count(50), "How each step stands.")
  }

  /// The share of the steps that were met, of those that are decided and apply.
  public var score: Millionths? {
    let met = Int64(steps.count { $0.outcome == .met })
    return Millionths(met, over: met + Int64(steps.count { $0.outcome == .missed }))
  }

  /// Whether the call is over and counts in the tallies.
  var isOver: Bool { endedAt != nil }

  /// Whether an agent still has to write down what the call was.
  var isUndocumented: Bool { isOver && documentedPosition == nil }
}

extension CallScoreRow {
  /// A call at its first answer.
  init(_ recorded: RecordedEvent, by agent: AgentID, waiting: WaitingCall) {
    call = CallID(recorded.stream.id)
    queue = waiting.queue
    isOutbound = waiting.isOutbound
    firstAgent = agent
    self.agent = agent
    answeredAt = recorded.time
    answeredPosition = Int64(recorded.position)
  }

  /// What a call's own event changes, apart from the steps.
  mutating func apply(_ event: CallEvent, of recorded: RecordedEvent) {
    let position = Int64(recorded.position)
    switch event {
    case .answered(let answered):
      agent = answered.agent
      (endedAt, endedPosition) = (nil, nil)
    case .transferred(let transferred):
      transferredPosition = transferredPosition ?? position
      if transferred.target == .external { end(recorded) }
    case .ended, .abandoned, .queueExited: end(recorded)
    case .resolved: (resolvedPosition, isResolved) = (position, true)
    case .resolutionDenied: isResolved = false
    case .documented: documentedPosition = documentedPosition ?? position
    case .feedback(let feedback):
      if feedback.scale == .csat { (csat, csatAgent) = (feedback.score, agent) }
    default: break
    }
  }

  /// The first end stays the call's end until somebody answers it again.
  private mutating func end(_ recorded: RecordedEvent) {
    guard endedAt == nil else { return }
    endedAt = recorded.time
    endedPosition = Int64(recorded.position)
  }
}
