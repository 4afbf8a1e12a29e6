package import ContactCenter
package import EventCodec
package import EventLog

/// Events that somebody wants recorded: all of them, or none.
package struct AppendCommand: Sendable {
  /// What becomes of a fact that contradicts the state.
  package enum Contradiction: Sendable {
    /// It is refused, and the caller deals with it.
    case refuse
    /// It is kept as `source.event_quarantined`, for an operator to look at.
    case quarantine
  }

  /// 1…n events, decided one after the other: each sees what those before it have changed.
  package var events: [IncomingEvent]
  /// What the log must hold of a stream, or nil for anything.
  package var expected: (stream: String, version: ExpectedVersion)?
  package var kind: ProposalKind
  /// Who asks, as the server knows it.
  package var actor: Actor
  package var contradiction: Contradiction
  /// Identities of the first event's source under which it may have been settled before; where one
  /// is stored, nothing is appended and that event's receipt is the answer.
  package var settledIDs: [String]

  package init(
    events: [IncomingEvent], expected: (stream: String, version: ExpectedVersion)? = nil,
    kind: ProposalKind, actor: Actor, contradiction: Contradiction = .refuse,
    settledIDs: [String] = []
  ) {
    self.events = events
    self.expected = expected
    self.kind = kind
    self.actor = actor
    self.contradiction = contradiction
    self.settledIDs = settledIDs
  }
}

/// The answer to a command, given when everything that it rests on is durable.
package enum CommandOutcome: Sendable {
  /// It is in the log, now or since an earlier identical request.
  case appended(AppendReceipt)
  /// A fact that contradicted the state; kept at this position.
  case quarantined(UInt64)
  /// The event at this index contradicts the state. Nothing has changed.
  case rejected(Rejection, index: Int)
  /// The log refused, or could not. Nothing has changed.
  case failed(LogFailure)
  /// The keys for personal data cannot be had. Nothing has changed.
  case keysUnavailable(String)
}
