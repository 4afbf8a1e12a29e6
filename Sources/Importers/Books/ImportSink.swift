package import ContactCenter

/// Where an import's events go: a log, a server, a test.
package protocol ImportSink {
  associatedtype Failure: Error

  /// What the events of a source have told so far.
  func work(ofSource source: String) async throws(Failure) -> SourceWork

  /// Takes the next events, in this order.
  ///
  /// - An event whose `source` and `id` are stored already adds nothing and is no refusal.
  /// - One whose `quarantineID` is stored adds nothing either, and is a refusal that is known.
  /// - One that `isOnlyForNewStream` is left out where its stream exists.
  /// - Any other is a fact of an integration: what the life cycle cannot hold is refused by its
  ///   index in the batch, and the rest goes on. The import answers with the quarantine of its line
  ///   in a later batch.
  ///
  /// - Throws: what ends the import, such as a full disk.
  mutating func accept(_ batch: [ImportedEvent]) async throws(Failure) -> [ImportRefusal]
}

/// An event of a batch that the contact center's rules could not hold.
package struct ImportRefusal: Sendable, Equatable {
  /// Its index in the batch.
  package var index: Int
  /// Why: the rule's code, and a sentence that names the state.
  package var reason: ImportReason
  /// Whether the log holds the line's quarantine already, from an earlier import.
  package var isQuarantined: Bool
  /// The event's data as JSON, so that it can be let in later; nil where nobody keeps it.
  package var proposed: String?

  package init(
    index: Int, reason: ImportReason, isQuarantined: Bool = false, proposed: String? = nil
  ) {
    self.index = index
    self.reason = reason
    self.isQuarantined = isQuarantined
    self.proposed = proposed
  }
}
