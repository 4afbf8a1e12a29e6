/// What one event says to the rules of a procedure's steps.
struct StepEvidence: Payload {
  var type = Code()
  var position: Int64 = 0
  var time = Timestamp()
  /// The agent whom the event names, or who recorded it; nil for a menu or a switch.
  var agent: AgentID?
  /// What it says beside its type.
  var says: [StepNeed] = []

  init() {}

  init(_ recorded: RecordedEvent) {
    type = Code(recorded.event.type.name)
    position = Int64(recorded.position)
    time = recorded.time
    let actor = recorded.actor
    agent = actor.kind == .agent && !actor.id.isEmpty ? AgentID(actor.id) : nil
    if case .call(let event) = recorded.event { read(event) }
  }

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("type", &type, "The event's type.")
    fields.required("position", &position, "Its position.")
    fields.required("time", &time, "When it happened.")
    fields.optional("agent", &agent, "Who did it.")
    fields.list("says", &says, "What it says beside its type.")
  }

  private mutating func read(_ event: CallEvent) {
    switch event {
    case .greeted(let greeted):
      agent = greeted.agent ?? agent
      if greeted.companyNamed { says.append(.companyNamed) }
      if greeted.agentNamed { says.append(.agentNamed) }
    case .resolutionConfirmed(let confirmed):
      if confirmed.understood { says.append(.understood) }
    case .noted(let noted): agent = noted.agent ?? agent
    case .documented(let documented): agent = documented.agent ?? agent
    default: break
    }
  }
}
