/// An article of the knowledge base: published, revised, read by agents, at last retired.
///
/// The rules bind everybody, since no switch reports articles.
public struct Article: Sendable, Equatable {
  public let id: ArticleID
  /// The newest version; 0 before the first.
  public private(set) var version: Int64 = 0
  public private(set) var isPublished = false
  /// Who has read the newest version.
  public private(set) var readers: Set<AgentID> = []

  public init(id: ArticleID) {
    self.id = id
  }

  /// The state's name.
  public var state: String {
    if isPublished { return "Published" }
    return version == 0 ? "New" : "Retired"
  }

  /// Folds an event that has been accepted.
  public mutating func evolve(_ event: KnowledgeEvent) {
    switch event {
    case .articlePublished(let published): put(version: published.version)
    case .articleRevised(let revised): put(version: revised.version)
    case .articleRetired: isPublished = false
    case .articleAcknowledged(let acknowledged): readers.insert(acknowledged.agent)
    }
  }

  private mutating func put(version: Int64) {
    self.version = version
    isPublished = true
    readers = []
  }

  /// Decides on a proposed event, a command or a fact alike.
  public func decide(_ proposed: KnowledgeEvent, by actor: Actor) -> Decision {
    guard let reason = misfit(proposed) ?? fault(of: proposed, by: actor) else {
      return .accept([.knowledge(proposed)])
    }
    return .refuse(
      Rejection(
        reason, state: state,
        allowed: KnowledgeEvent.all.filter { mayHappen($0, by: actor) }.map(\.type.name),
        detail: "\(proposed.type.name) is refused while the article is \(state), "
          + "version \(version): \(reason.rawValue)."))
  }

  private func mayHappen(_ event: KnowledgeEvent, by actor: Actor) -> Bool {
    misfit(event) == nil && (actor.kind != .agent || isForAgents(event))
  }

  private func isForAgents(_ event: KnowledgeEvent) -> Bool {
    if case .articleAcknowledged = event { true } else { false }
  }

  private func misfit(_ event: KnowledgeEvent) -> Rejection.Reason? {
    switch event {
    case .articlePublished: isPublished ? .alreadyPublished : nil
    case _ where isPublished: nil
    default: version == 0 ? .notPublished : .alreadyRetired
    }
  }

  private func fault(of event: KnowledgeEvent, by actor: Actor) -> Rejection.Reason? {
    if actor.kind == .agent, !isForAgents(event) { return .notForAgents }
    switch event {
    case .articleAcknowledged(let acknowledged):
      if actor.isAnother(than: acknowledged.agent) { return .notYourself }
      if acknowledged.version != version { return .versionNotCurrent }
      return readers.contains(acknowledged.agent) ? .alreadyAcknowledged : nil
    case .articlePublished(let published):
      return published.version == version + 1 ? nil : .versionNotNext
    case .articleRevised(let revised):
      return revised.version == version + 1 ? nil : .versionNotNext
    case .articleRetired(let retired): return retired.replacedBy == id ? .replacedByItself : nil
    }
  }
}
