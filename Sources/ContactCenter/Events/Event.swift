/// Everything that can happen in the contact center: the catalogue of event types.
///
/// An aggregate's events are an enum of their own; a payload is a struct with the event's name.
/// A new aggregate is a new folder beside `Calls`, and a case here.
public enum Event: Sendable, Equatable {
  case call(CallEvent)
  case `case`(CaseEvent)
  case campaign(CampaignEvent)
  case agent(AgentEvent)
  case queue(QueueEvent)
  case customer(CustomerEvent)
  case source(SourceEvent)
  case access(AccessEvent)
  case keys(KeyEvent)
  case security(SecurityEvent)
  case policy(PolicyEvent)
  case knowledge(KnowledgeEvent)
  case quality(QualityEvent)
}

extension Event {
  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .call(let event): event.type
    case .case(let event): event.type
    case .campaign(let event): event.type
    case .agent(let event): event.type
    case .queue(let event): event.type
    case .customer(let event): event.type
    case .source(let event): event.type
    case .access(let event): event.type
    case .keys(let event): event.type
    case .security(let event): event.type
    case .policy(let event): event.type
    case .knowledge(let event): event.type
    case .quality(let event): event.type
    }
  }

  /// Presents the payload's fields to the visitor, which may read or replace their values.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .call(var event):
      event.describe(&fields)
      self = .call(event)
    case .case(var event):
      event.describe(&fields)
      self = .case(event)
    case .campaign(var event):
      event.describe(&fields)
      self = .campaign(event)
    case .agent(var event):
      event.describe(&fields)
      self = .agent(event)
    case .queue(var event):
      event.describe(&fields)
      self = .queue(event)
    case .customer(var event):
      event.describe(&fields)
      self = .customer(event)
    case .source(var event):
      event.describe(&fields)
      self = .source(event)
    case .access(var event):
      event.describe(&fields)
      self = .access(event)
    case .keys(var event):
      event.describe(&fields)
      self = .keys(event)
    case .security(var event):
      event.describe(&fields)
      self = .security(event)
    case .policy(var event):
      event.describe(&fields)
      self = .policy(event)
    case .knowledge(var event):
      event.describe(&fields)
      self = .knowledge(event)
    case .quality(var event):
      event.describe(&fields)
      self = .quality(event)
    }
  }
}
