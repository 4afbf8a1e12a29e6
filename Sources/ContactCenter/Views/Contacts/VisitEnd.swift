/// How a visit to a queue ended.
public struct VisitEnd: Sendable, Equatable {
  public var moment: Moment
  public var outcome: VisitRow.Outcome
  /// Why, where it was neither answered nor abandoned.
  public var cause: String?
  public var agent: AgentID?
  /// What the source says, or else by the clocks, never below zero.
  public var waitMilliseconds: Int64
  /// By the clocks; negative where they disagree.
  public var clockWaitMilliseconds: Int64
}
