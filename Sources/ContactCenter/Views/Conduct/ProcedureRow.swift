/// One version of a procedure, with who has read it and how calls have kept to it.
public struct ProcedureRow: ViewRow {
  public var policy = PolicyID()
  public var version: Int64 = 0
  public var title: String?
  public var queues: [QueueID] = []
  public var isInForce = false
  public var publishedAt = Timestamp()
  /// When another version replaced it, or it was withdrawn.
  public var endedAt: Timestamp?
  public var position: Int64 = 0
  public var steps: [ProcedureStep] = []
  public var readBy: [ArticleReading] = []
  public var calls: Int64 = 0
  public var tallies: [StepTally] = []

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("policy", &policy, "The procedure.")
    fields.required("version", &version, "Its version.")
    fields.optional("title", &title, "What people call it.")
    fields.list("queues", &queues, .count(1_000), "Whose calls it is for; missing: all calls.")
    fields.required("isInForce", &isInForce, "Whether calls answered now are scored by it.")
    fields.required("publishedAt", &publishedAt, "Since when it has been in force.")
    fields.optional("endedAt", &endedAt, "When it was replaced or withdrawn.")
    fields.required("position", &position, "The event that published it.")
    fields.objects("steps", &steps, .count(50), "The steps, in the order of a call.")
    fields.objects("readBy", &readBy, .count(100_000), "Who has read it.")
    fields.required("calls", &calls, "Calls that are over and were scored by it.")
    var share = StepTally.share(of: tallies)
    fields.optional("score", &share, "The share of the steps that were met, of those that applied.")
    fields.objects("tallies", &tallies, .count(50), "How often each step was met.")
  }

  var key: String { Self.key(policy, version) }

  static func key(_ policy: PolicyID, _ version: Int64) -> String {
    RowKey.make(policy.rawValue, String(version))
  }
}
