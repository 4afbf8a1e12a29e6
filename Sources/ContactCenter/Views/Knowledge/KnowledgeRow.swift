/// An article: how old it is, who has read it, and what it was good for.
public struct KnowledgeRow: ViewRow {
  public var article = ArticleID()
  public var title = ""
  public var topic: Code?
  public var reference: String?
  public var version: Int64 = 0
  public var isRetired = false
  public var replacedBy: ArticleID?
  public var publishedAt = Timestamp()
  /// The anchor of its age: published or revised last.
  public var revisedAt = Timestamp()
  public var reviewDays: Int64?
  public var retiredAt: Timestamp?
  /// Calls in which it was used, and those of them that came to be solved, confirmed, denied.
  public var usedCalls: Int64 = 0
  public var solvedCalls: Int64 = 0
  public var confirmedCalls: Int64 = 0
  public var deniedCalls: Int64 = 0
  public var lastUsedAt: Timestamp?
  /// The position of the newest event of the article, or of the latest use.
  public var position: Int64 = 0
  public var lastUsedPosition: Int64?
  public var readBy: [ArticleReading] = []
  public var unreadBy: [AgentID] = []

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("article", &article, "The article.")
    fields.required("title", &title, "Its title.")
    fields.optional("topic", &topic, "What it is about.")
    fields.optional("reference", &reference, .text(1_024), "Where the text is kept.")
    fields.required("version", &version, "The newest version; 0: used, but never published.")
    fields.required("isRetired", &isRetired, "Whether it is no longer to be used.")
    fields.optional("replacedBy", &replacedBy, "The article to use instead.")
    fields.required("publishedAt", &publishedAt, "When it was published, or used first.")
    fields.required("revisedAt", &revisedAt, "When it was rewritten last: how old it is.")
    fields.optional(
      "reviewDays", &reviewDays, .range(1...3_660), "After how many days it counts as stale.")
    var due = reviewDueAt
    fields.optional("reviewDueAt", &due, "From when it counts as stale.")
    fields.optional("retiredAt", &retiredAt, "When it was retired.")
    fields.required("usedCalls", &usedCalls, "Calls in which it was used.")
    fields.required("solvedCalls", &solvedCalls, "Those of them considered solved.")
    fields.required("confirmedCalls", &confirmedCalls, "Those that the customer confirmed.")
    fields.required("deniedCalls", &deniedCalls, "Those of which the customer denied it.")
    fields.optional("lastUsedAt", &lastUsedAt, "When it was used last.")
    fields.required("position", &position, "The newest event of the article itself.")
    fields.optional("lastUsedPosition", &lastUsedPosition, "The event that used it last.")
    fields.objects("readBy", &readBy, .count(100_000), "Who has read it, and which version.")
    fields.list("unreadBy", &unreadBy, .count(100_000), "Who has not read the newest version.")
  }

  /// From when the article counts as stale; nil where nobody set that.
  public var reviewDueAt: Timestamp? {
    guard version > 0, !isRetired else { return nil }
    return reviewDays.map { revisedAt.adding(milliseconds: $0 * 86_400_000) }
  }
}
