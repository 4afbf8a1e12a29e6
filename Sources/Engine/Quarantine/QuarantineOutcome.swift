package import ContactCenter
package import EventLog

/// The answer to a decision on a quarantined event.
package enum QuarantineOutcome: Sendable {
  /// The decision is in the log; with a readmission the event too, in the same record.
  case settled(AppendReceipt)
  /// No quarantined event has this position.
  case unknown
  /// It has been decided on before. Nothing has changed.
  case alreadySettled(QuarantinedEvent.Status)
  /// It could not be read as an event, so that nothing can be let in; the text says why.
  case noEvent(String)
  /// The state still does not hold it: it stays in quarantine.
  case rejected(Rejection)
  /// The log refused, or could not. Nothing has changed.
  case failed(LogFailure)
  /// What the source said cannot be opened. Nothing has changed.
  case keysUnavailable(String)
}
