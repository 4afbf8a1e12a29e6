import ContactCenter

// What is only done where the domain allows it: asked as a command, told as a fact.

extension Simulator {
  /// What the engine's clock says.
  static let clock = Actor(kind: .system, id: "clock")

  /// Tells an event of a stream other than a call's if the domain accepts it; of a refusal that is
  /// to be known, the record.
  ///
  /// - Returns: whether it happened.
  @discardableResult
  mutating func propose(
    _ event: Event, _ stream: StreamName, by actor: Actor = Supervision.actor
  ) -> Bool {
    guard let rejection = supervision.refusal(of: event, stream, by: actor, at: now) else {
      emit(event, stream, actor)
      return true
    }
    for (stream, record) in rejection.record(of: event, in: stream, to: nil) {
      tell(record, stream)
    }
    return false
  }

  /// Tells an event of an open call if the domain accepts it as a command.
  ///
  /// - Parameter circumstances: what it refers to in other streams.
  /// - Returns: whether it happened.
  @discardableResult
  mutating func propose(
    _ event: CallEvent, in id: CallID, by actor: Actor,
    given circumstances: Circumstances = Circumstances()
  ) -> Bool {
    guard let call = calls[id]?.state else { return false }
    switch call.decide(event, by: actor, as: .command, on: Floor(), given: circumstances) {
    case .accept:
      emit(event, of: id, by: actor)
      return true
    case .refuse(let rejection):
      let stream = StreamName(.call, id.rawValue)
      for (_, record) in rejection.record(of: .call(event), in: stream, to: nil) {
        guard case .call(let refused) = record else { continue }
        emit(refused, of: id)
      }
      return false
    }
  }

  /// Tells what the house itself records, and takes it up.
  mutating func tell(_ event: Event, _ stream: StreamName) {
    supervision.note(event, stream, at: now)
    emit(event, stream, Actor(kind: .system))
  }

  /// Says what has fallen due, where no engine's clock does.
  mutating func fallDue(_ event: Event, _ stream: StreamName) {
    guard settings.playsClock else { return }
    propose(event, stream, by: Self.clock)
  }

  /// Likewise for an open call.
  mutating func fallDue(_ event: CallEvent, in id: CallID) {
    guard settings.playsClock else { return }
    propose(event, in: id, by: Self.clock)
  }

  func actor(_ agent: AgentID) -> Actor { Actor(kind: .agent, id: agent.rawValue) }
}
