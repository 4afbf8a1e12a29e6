/// How the access of somebody, or of all, is reviewed: how often, when last, what was found.
public struct SecurityReviewRow: ViewRow {
  public var scope = Code()
  public var periodDays: Int64?
  /// When the next review falls due, or fell due.
  public var due: Timestamp?
  public var isDue = false
  public var reviews: Int64 = 0
  public var lastReviewAt: Timestamp?
  public var lastReviewer: Code?
  public var findings: Int64?
  public var removed: Int64?
  /// The position of the last review: what changed since stands after it in the changes.
  public var lastReviewPosition: Int64?

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("scope", &scope, "Whose access it is.")
    fields.optional("periodDays", &periodDays, "Days from one review to the next.")
    fields.optional("due", &due, "When the next review falls due, or fell due.")
    fields.required("isDue", &isDue, "Whether its time has come.")
    fields.required("reviews", &reviews, "How many were made.")
    fields.optional("lastReviewAt", &lastReviewAt, "When the last one was made.")
    fields.optional("lastReviewer", &lastReviewer, "Who made it.")
    fields.optional("findings", &findings, "What it found amiss.")
    fields.optional("removed", &removed, "The rights that it took back.")
    fields.optional("lastReviewPosition", &lastReviewPosition, "The position of the last one.")
  }
}
