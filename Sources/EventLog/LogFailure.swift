/// Why the log did not do what it was asked, split by whose fault it is.
public enum LogFailure: Error, Sendable, Equatable {
  /// The caller's: the append contradicts what is stored. Nothing changed.
  case refused(AppendRefusal)
  /// The caller's: a record or a name is larger than the log keeps.
  case tooLarge(what: String, bytes: Int, bytesMax: Int)
  /// The machine's: no room in the map or on the disk. The log stays readable, and becomes writable
  /// again once there is room.
  case full(String)
  /// The machine's: the queue of the writer is at its bound; try again.
  case overloaded
  /// The machine's: an error of the disk or the library.
  case unavailable(String)
  /// A record is not what was written. Everything before `position` is whole.
  case damaged(position: UInt64, reason: String)
  /// The log has been closed.
  case closed
}

/// Why an append was refused.
public enum AppendRefusal: Error, Sendable, Equatable {
  case wrongVersion(stream: String, expected: ExpectedVersion, actual: UInt64)
  /// The identity is known with another body, stored at `position`.
  case identityConflict(id: String, position: UInt64)
  /// Some events of the batch are stored already, others not.
  case partialRepeat(known: [StoredIdentity])
  /// The same identity stands twice in one batch.
  case repeatedWithinBatch(id: String)
}
