/// What happens to an article of the knowledge base. Streams: `knowledge/<article>`.
public enum KnowledgeEvent: Sendable, Equatable {
  case articlePublished(ArticlePublished)
  case articleRevised(ArticleRevised)
  case articleRetired(ArticleRetired)
  case articleAcknowledged(ArticleAcknowledged)
}

extension KnowledgeEvent {
  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .articlePublished: ArticlePublished.type
    case .articleRevised: ArticleRevised.type
    case .articleRetired: ArticleRetired.type
    case .articleAcknowledged: ArticleAcknowledged.type
    }
  }

  /// Presents the payload's fields to the visitor.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .articlePublished(let payload): self = .articlePublished(payload.described(by: &fields))
    case .articleRevised(let payload): self = .articleRevised(payload.described(by: &fields))
    case .articleRetired(let payload): self = .articleRetired(payload.described(by: &fields))
    case .articleAcknowledged(let payload):
      self = .articleAcknowledged(payload.described(by: &fields))
    }
  }

  /// One blank event of each type, in the order of a life.
  public static let all: [KnowledgeEvent] = [
    .articlePublished(ArticlePublished()), .articleRevised(ArticleRevised()),
    .articleAcknowledged(ArticleAcknowledged()), .articleRetired(ArticleRetired()),
  ]
}
