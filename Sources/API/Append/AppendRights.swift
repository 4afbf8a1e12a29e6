internal import ContactCenter
internal import Engine
internal import EventCodec

/// Who may append what, and in whose name.
struct AppendRights: Sendable {
  let caller: Caller
  let grant: Grant
  let tokens: TokenRegistry

  /// Whether its events report what happened, or ask for it to happen.
  ///
  /// An integration tells; everybody else asks, and is told where the state does not allow it.
  var kind: ProposalKind {
    grant.allows(.command) ? .command : .fact
  }

  /// Checks one event, and gives it the source that the caller is bound to where it names none.
  ///
  /// - Throws: `forbidden`.
  func admit(_ event: inout IncomingEvent) throws(ProblemReport) {
    if kind == .fact {
      try bindSource(of: &event)
    } else {
      try checkSource(of: event)
    }
    try checkActor(of: event)
    switch event.stream.kind {
    case .access where !grant.allows(.administerAccess),
      .keys where !grant.allows(.administerAccess),
      .security where !grant.allows(.administerAccess):
      throw lacking(.administerAccess)
    case .source where !grant.allows(.operate): throw lacking(.operate)
    case .campaign where grant.role == .agent:
      throw refusal("Agents do not run campaigns.")
    case .queue where grant.role == .agent:
      throw refusal("Agents do not configure queues.")
    case .agent where grant.role == .agent && event.stream.id != grant.name:
      throw refusal("An agent's token speaks for the agent of its name alone.")
    case .agent where grant.role == .agent && isShift(event.event):
      throw refusal("Agents do not schedule shifts.")
    default: break
    }
  }

  private func isShift(_ event: Event) -> Bool {
    switch event {
    case .agent(.shiftScheduled), .agent(.shiftCancelled): true
    default: false
    }
  }

  private func bindSource(of event: inout IncomingEvent) throws(ProblemReport) {
    guard !grant.source.isEmpty else {
      throw refusal("The token names no source that it may report for.")
    }
    if let source = event.source, source != grant.source {
      throw ProblemReport(
        .forbidden, "The token may report for its own source only.",
        members: [("source", .text(grant.source))])
    }
    event.source = grant.source
  }

  /// Whoever named another's source could take the ids under which that one's events will come.
  private func checkSource(of event: IncomingEvent) throws(ProblemReport) {
    guard let source = event.source else { return }
    if tokens.isBound(source: source) {
      throw refusal("The source is that of an integration.")
    }
    if Engine.ownSources.contains(source) {
      throw refusal("The source is the server's own.")
    }
  }

  /// Programs and administrators say who did it; a person is who the token says.
  private func checkActor(of event: IncomingEvent) throws(ProblemReport) {
    guard let actor = event.actor, grant.role == .agent || grant.role == .supervisor,
      actor != caller.actor
    else { return }
    throw refusal("The actor is not the one that the token was granted to.")
  }

  private func lacking(_ right: Right) -> ProblemReport {
    ProblemReport(
      .forbidden, "Events of this stream need the right \(right.rawValue).",
      members: [("missing", .texts([right.rawValue])), ("role", .text(grant.role.rawValue))])
  }

  private func refusal(_ detail: String) -> ProblemReport {
    ProblemReport(.forbidden, detail, members: [("role", .text(grant.role.rawValue))])
  }
}
