// How calls are reviewed.

extension QualityEvent {
  /// A version of a review form replaced the one before.
  public struct FormPublished: EventPayload {
    public var version = Int64()
    public var title: String?
    public var items: [FormItem] = []

    public static let type = EventType(
      "quality.form_published", 1, "A version of a review form replaced the one before.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required(
        "version", &version, .range(1...1_000_000), "The version: one more than the last.")
      fields.optional("title", &title, .text(256), "What people call the form.")
      fields.objects("items", &items, .count(100), "The questions.")
    }
  }

  /// A call was chosen to be reviewed, by hand or by a rule.
  public struct CallSampled: EventPayload {
    public var call = CallID()
    public var agent = AgentID()
    public var queue: QueueID?
    public var seed: Int64?
    public var shareMillionths: Int64?

    public static let type = EventType(
      "quality.call_sampled", 1, "A call was chosen to be reviewed, by hand or by a rule.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("call", &call, "The call.")
      fields.required("agent", &agent, "Whose part in it is to be reviewed.")
      fields.optional("queue", &queue, "The queue that the call came from.")
      fields.optional("seed", &seed, "The seed of the rule that chose; missing: by hand.")
      fields.optional(
        "shareMillionths", &shareMillionths, .range(1...1_000_000),
        "The share of calls that the rule chooses, in millionths; missing: by hand.")
    }
  }
}
