/// How a visit to a queue ended.
package struct VisitEnd: Sendable, Equatable {
  package var moment: Moment
  package var outcome: VisitRow.Outcome
  /// Why, where it was neither answered nor abandoned.
  package var cause: String?
  package var agent: AgentID?
  /// What the source says, or else by the clocks, never below zero.
  package var waitMilliseconds: Int64
  /// By the clocks; negative where they disagree.
  package var clockWaitMilliseconds: Int64
}
