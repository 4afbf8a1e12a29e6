/// A call that was chosen to be reviewed, and what came of it.
public struct ReviewRow: ViewRow {
  /// How the review stands.
  public enum State: String, Choice {
    /// Chosen, and not reviewed yet.
    case sampled
    case reviewed
    /// The agent does not agree; it is to be reviewed again.
    case disputed
    /// Reviewed again after the dispute: that stands.
    case settled
  }

  public var form = FormID()
  public var call = CallID()
  public var agent = AgentID()
  public var queue: QueueID?
  public var week = Code()
  public var state = State.sampled
  public var sampledAt = Timestamp()
  /// The seed of the rule that chose it; nil: by hand.
  public var seed: Int64?
  public var formVersion: Int64?
  public var reviewer: String?
  public var reviewedAt: Timestamp?
  public var reviewedPosition: Int64?
  public var disputedPosition: Int64?
  public var disputedItem: Code?
  public var items: [ReviewedItem] = []

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("form", &form, "The form.")
    fields.required("call", &call, "The call.")
    fields.required("agent", &agent, "Whose part in it is reviewed.")
    fields.optional("queue", &queue, "The queue that it came from.")
    fields.required("week", &week, "The Monday of the week in which it was answered.")
    fields.required("state", &state, "How the review stands.")
    fields.required("sampledAt", &sampledAt, "When it was chosen.")
    fields.optional(
      "seed", &seed, .range(-FieldRules.integerMax...FieldRules.integerMax),
      "The seed of the rule that chose it; missing: by hand.")
    fields.optional("formVersion", &formVersion, "The form's version.")
    fields.optional("reviewer", &reviewer, "Who reviewed it last.")
    fields.optional("reviewedAt", &reviewedAt, "When.")
    fields.optional("reviewedPosition", &reviewedPosition, "The position of the last review.")
    fields.optional("disputedPosition", &disputedPosition, "The position of the dispute.")
    fields.optional("disputedItem", &disputedItem, "The item in question.")
    let points = items.reduce(0) { $0 + $1.points }
    var score = Millionths(points, over: items.reduce(0) { $0 + $1.pointsMax })
    fields.optional("score", &score, "The share of the points.")
    fields.objects("items", &items, .count(100), "The points, item by item.")
  }
}
