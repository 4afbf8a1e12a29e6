/// The answer to a proposed event.
public enum Decision: Sendable, Equatable {
  /// The events to append, together or not at all: the proposal and what follows from it, in the
  /// order in which they happen.
  case accept([Event])
  /// Nothing changes.
  case refuse(Rejection)
}
