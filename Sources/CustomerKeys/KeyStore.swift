/// Where the data keys are kept: one a subject, made at first use, forgotten on erasure.
///
/// A subject is a stream's name: `customer/<id>`, or `call/<id>` for what a caller says before it
/// is known who calls. Forgetting a subject's key makes everything that was sealed under it
/// unreadable, in the log, in views and in backups, while counts and the hash chain stay valid.
public protocol KeyStore: Sendable {
  /// The current key of a subject, made at first use.
  ///
  /// A new one may be handed out before it is durable: it is when an event that is sealed under it
  /// has been appended. After `forget` the subject gets a new key under a new id.
  func key(for subject: String) throws(KeyFailure) -> SubjectKey

  /// The key of this id, or nil where it has been forgotten or never was.
  func key(id: UInt64) throws(KeyFailure) -> SubjectKey?

  /// Destroys every key of a subject; durable on return. Forgetting twice is no error.
  func forget(subject: String) throws(KeyFailure)
}
