// How a call's steps stand.

extension CallScoreRow {
  /// Puts the call under the procedure in force, with what was said before the answer.
  mutating func begin(_ procedure: ProcedureRow, after evidence: [StepEvidence]) {
    policy = procedure.policy
    version = procedure.version
    steps = procedure.steps.map { step in StepResult { $0.step = step.step } }
    for evidence in evidence { weigh(evidence, by: procedure.steps) }
  }

  /// Weighs one event against all steps, and settles them anew.
  mutating func weigh(_ evidence: StepEvidence, by rules: [ProcedureStep]) {
    guard rules.count == steps.count else { return }
    let rules = rules.span
    for index in rules.indices {
      var step = steps[index]
      step.weigh(evidence, by: rules[index], in: self)
      step.settle(by: rules[index], in: self)
      // Most events leave most steps as they were: the list is shared with the row before, and is
      // not to be copied for nothing.
      if step != steps[index] { steps[index] = step }
    }
  }
}
