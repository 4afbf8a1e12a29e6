/// How one step of the procedure stands in one call, and what proves it.
public struct StepResult: Payload {
  /// Positions kept of the events that meet the step; one is proof enough.
  private static let proofsMax = 4

  public var step = Code()
  public var outcome = StepOutcome.open
  /// The events that met it.
  public var metBy: [Int64] = []
  /// The event that decided against it: what came too early or too late, or the call's end.
  public var decidedBy: Int64?
  /// Whom it counts for: who took the step, or had the call when it was over.
  public var agent: AgentID?
  /// The event after which nothing can meet it any more.
  public var shutBy: Int64?

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("step", &step, "The step.")
    fields.required("outcome", &outcome, "How it stands.")
    fields.list("metBy", &metBy, "The positions of the events that met it.")
    fields.optional("decidedBy", &decidedBy, "The position that decided against it.")
    fields.optional("agent", &agent, "Whom it counts for.")
    fields.optional("shutBy", &shutBy, "The position after which nothing could meet it.")
  }
}

extension StepResult {
  /// Weighs an event of the call against the step's rule.
  mutating func weigh(_ evidence: StepEvidence, by rule: ProcedureStep, in call: CallScoreRow) {
    guard shutBy == nil else { return }
    if rule.before == evidence.type {
      shutBy = evidence.position
    } else if rule.events.contains(evidence.type), Self.isMet(evidence, rule, call) {
      if Self.isLate(evidence, rule, call) {
        shutBy = evidence.position
      } else if metBy.count < Self.proofsMax {
        metBy.append(evidence.position)
        if metBy.count == 1 { agent = evidence.agent ?? call.agent }
      }
    }
  }

  private static func isMet(
    _ evidence: StepEvidence, _ rule: ProcedureStep, _ call: CallScoreRow
  ) -> Bool {
    if let need = rule.needs, !evidence.says.contains(need) { return false }
    switch rule.party {
    case nil: return true
    // Before the first answer nobody has the call; what a menu says is no agent's word.
    case .agent?: return evidence.agent != nil || evidence.position > call.answeredPosition
    case .firstAgent?:
      return (evidence.agent ?? (evidence.position > call.answeredPosition ? call.agent : nil))
        == call.firstAgent
    }
  }

  private static func isLate(
    _ evidence: StepEvidence, _ rule: ProcedureStep, _ call: CallScoreRow
  ) -> Bool {
    let anchor = rule.since == .end ? call.endedAt : call.answeredAt
    guard let limit = rule.withinSeconds, let anchor else { return false }
    return evidence.time.millisecondsSince(anchor) > limit * 1_000
  }

  /// Settles how the step stands after all that has happened so far.
  mutating func settle(by rule: ProcedureStep, in call: CallScoreRow) {
    decidedBy = nil
    if let obstacle = Self.obstacle(to: rule.scope, in: call) {
      outcome = .notApplicable
      decidedBy = obstacle
    } else if !metBy.isEmpty {
      outcome = .met
    } else if let position = shutBy ?? call.endedPosition {
      outcome = .missed
      decidedBy = position
    } else {
      outcome = .open
    }
    if metBy.isEmpty { agent = call.agent }
  }

  /// The position that shows that the step is not meant for this call; nil where it is.
  private static func obstacle(to scope: StepScope?, in call: CallScoreRow) -> Int64? {
    switch scope {
    case nil: nil
    case .inbound?: call.isOutbound ? call.answeredPosition : nil
    case .outbound?: call.isOutbound ? nil : call.answeredPosition
    case .resolved?: call.resolvedPosition == nil ? call.endedPosition : nil
    case .unresolved?: call.isResolved ? call.resolvedPosition : nil
    case .kept?: call.transferredPosition
    }
  }
}
