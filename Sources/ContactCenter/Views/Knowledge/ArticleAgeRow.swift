/// An article in use, in the order of age: the one that was revised longest ago comes first.
public struct ArticleAgeRow: ViewRow {
  public var article = ArticleID()
  public var title = ""
  public var version: Int64 = 0
  public var revisedAt = Timestamp()
  public var reviewDueAt: Timestamp?
  public var unreadCount: Int64 = 0

  public init() {}

  init(_ row: KnowledgeRow) {
    article = row.article
    title = row.title
    version = row.version
    revisedAt = row.revisedAt
    reviewDueAt = row.reviewDueAt
    unreadCount = Int64(row.unreadBy.count)
  }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("article", &article, "The article.")
    fields.required("title", &title, "Its title.")
    fields.required("version", &version, "The newest version.")
    fields.required("revisedAt", &revisedAt, "When it was rewritten last.")
    fields.optional("reviewDueAt", &reviewDueAt, "From when it counts as stale.")
    fields.required("unreadCount", &unreadCount, "How many agents have not read it.")
  }
}

extension KnowledgeRow {
  /// The key under which articles in use sort by age; nil for one that is not in use. Nothing in it
  /// changes but by a new version.
  var ageKey: String? {
    guard version > 0, !isRetired else { return nil }
    return CohortKey.start(at: revisedAt) + "/" + article.rawValue
  }
}
