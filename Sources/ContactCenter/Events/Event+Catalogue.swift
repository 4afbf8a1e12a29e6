extension Event {
  /// One blank event of each type, in the order of the documentation.
  public static let all: [Event] =
    CallEvent.all.map(Event.call) + AgentEvent.all.map(Event.agent)
    + QueueEvent.all.map(Event.queue) + CustomerEvent.all.map(Event.customer)
    + CaseEvent.all.map(Event.case) + CampaignEvent.all.map(Event.campaign)
    + SourceEvent.all.map(Event.source) + AccessEvent.all.map(Event.access)
    + KeyEvent.all.map(Event.keys) + SecurityEvent.all.map(Event.security)
    + PolicyEvent.all.map(Event.policy) + KnowledgeEvent.all.map(Event.knowledge)
    + QualityEvent.all.map(Event.quality)

  private static let blanks: [String: Event] = Dictionary(
    uniqueKeysWithValues: all.map { ($0.type.name, $0) })

  /// A blank event of the type with this name, or nil for a type that nobody knows. One look-up.
  public static func blank(ofType name: String) -> Event? {
    blanks[name]
  }

  /// The kind of stream that holds events of the type with this name: what stands before its dot.
  public static func streamKind(of name: String) -> StreamName.Kind? {
    guard let dot = name.firstIndex(of: ".") else { return nil }
    return StreamName.Kind(rawValue: String(name[..<dot]))
  }

  /// The kind of stream that holds this event.
  public var streamKind: StreamName.Kind {
    switch self {
    case .call: .call
    case .case: .case
    case .campaign: .campaign
    case .agent: .agent
    case .queue: .queue
    case .customer: .customer
    case .source: .source
    case .access: .access
    case .keys: .keys
    case .security: .security
    case .policy: .policy
    case .knowledge: .knowledge
    case .quality: .quality
    }
  }
}
