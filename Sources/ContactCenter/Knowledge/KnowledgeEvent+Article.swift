// What agents can look up, and who has read it.

extension KnowledgeEvent {
  /// An article can be used from now on.
  public struct ArticlePublished: EventPayload {
    public var version = Int64()
    public var title = String()
    public var topic: Code?
    public var reference: String?
    public var reviewDays: Int64?

    public static let type = EventType(
      "knowledge.article_published", 1, "An article can be used from now on.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required(
        "version", &version, .range(1...1_000_000),
        "The version: 1, or after a retirement one more than the last.")
      fields.required("title", &title, .text(256), "The article's title.")
      fields.optional("topic", &topic, "What it is about, out of the company's list.")
      fields.optional("reference", &reference, .text(1_024), "Where the text is kept.")
      fields.optional(
        "reviewDays", &reviewDays, .range(1...3_660),
        "After how many days without a revision it counts as stale.")
    }
  }

  /// An article was rewritten; whoever had read it has to read it again.
  public struct ArticleRevised: EventPayload {
    public var version = Int64()
    public var title: String?
    public var topic: Code?
    public var reference: String?
    public var reviewDays: Int64?
    public var change: String?

    public static let type = EventType(
      "knowledge.article_revised", 1, "An article was rewritten.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required(
        "version", &version, .range(1...1_000_000), "The version: one more than the last.")
      fields.optional("title", &title, .text(256), "The new title; missing: as before.")
      fields.optional("topic", &topic, "The new topic; missing: as before.")
      fields.optional("reference", &reference, .text(1_024), "Where the new text is kept.")
      fields.optional(
        "reviewDays", &reviewDays, .range(1...3_660),
        "After how many days it counts as stale; missing: as before.")
      fields.optional("change", &change, .text(1_024), "What is new.")
    }
  }

  /// An article is no longer to be used.
  public struct ArticleRetired: EventPayload {
    public var replacedBy: ArticleID?
    public var reason: Code?

    public static let type = EventType(
      "knowledge.article_retired", 1, "An article is no longer to be used.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("replacedBy", &replacedBy, "The article to use instead.")
      fields.optional("reason", &reason, "Why.")
    }
  }

  /// An agent has read a version of an article.
  public struct ArticleAcknowledged: EventPayload {
    public var version = Int64()
    public var agent = AgentID()

    public static let type = EventType(
      "knowledge.article_acknowledged", 1, "An agent has read a version of an article.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("version", &version, .range(1...1_000_000), "The version that was read.")
      fields.required("agent", &agent, "Who has read it.")
    }
  }
}
