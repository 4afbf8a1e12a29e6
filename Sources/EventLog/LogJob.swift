/// A unit of work for the log's writer: decide, then append.
///
/// `run` is called once on the writer's thread, after everything submitted before it and before
/// everything submitted after it; it sees what earlier jobs of the same group have appended, though
/// that is not durable yet. `complete` is called once, later, on an unspecified thread, when the
/// group is durable or has failed. If the group fails, everything that `run` saw appended since the
/// last durable head is gone, and caches must forget it.
public protocol LogJob: AnyObject, Sendable {
  /// Reads, decides, and appends at most one record.
  ///
  /// - Throws: what is thrown fails this job alone and must be thrown before `append`.
  func run(in transaction: any LogTransaction) throws(LogFailure)

  /// What the job keeps in memory while it waits, in bytes: the writer's queue is bounded by it.
  var queuedBytes: Int { get }

  /// Success means that everything this job saw and did is durable.
  func complete(_ outcome: Result<Void, LogFailure>)
}

extension LogJob {
  /// Jobs that do not say are bounded by their number alone.
  public var queuedBytes: Int { 0 }
}

/// What a job may do while it is the writer's turn. Not to be kept after `run` returns.
public protocol LogTransaction: AnyObject {
  /// The last position, with what this group has appended so far.
  var head: UInt64 { get }

  /// The server's clock for this group, in milliseconds since 1970; never steps back.
  var recordedTime: Int64 { get }

  /// The number of events in a stream, with what this group has appended; 0 for a new stream.
  func version(ofStream stream: String) throws(LogFailure) -> UInt64

  /// The event stored under an identity, if there is one, with what this group has appended.
  func find(source: String, id: String) throws(LogFailure) -> StoredIdentity?

  /// A stream's events in order, with what this group has appended. Cost: one look-up an event.
  ///
  /// - Parameter limit: at most this many.
  func events(
    ofStream stream: String, afterVersion version: UInt64, limit: Int
  ) throws(LogFailure) -> [StoredEvent]

  /// Appends one record. Does not check versions or identities: `append(_:)` of the extension does.
  ///
  /// - Returns: its positions, and the version of its last event.
  func appendUnchecked(_ events: [NewEvent]) throws(LogFailure) -> AppendReceipt
}

extension LogTransaction {
  /// All of a stream's events after a version.
  public func events(
    ofStream stream: String, afterVersion version: UInt64
  ) throws(LogFailure) -> [StoredEvent] {
    try events(ofStream: stream, afterVersion: version, limit: .max)
  }

  /// Appends one record after checking identities and the expected version.
  ///
  /// - Parameter request: at least one event.
  /// - Throws: `LogFailure.refused` when it may not be appended; nothing has changed then.
  public func append(_ request: AppendRequest) throws(LogFailure) -> AppendReceipt {
    precondition(!request.events.isEmpty, "a record has at least one event")
    if let earlier = try earlierReceipt(of: request) { return earlier }
    if let (stream, expected) = request.expected {
      let actual = try version(ofStream: stream)
      guard expected.holds(for: actual) else {
        throw .refused(.wrongVersion(stream: stream, expected: expected, actual: actual))
      }
    }
    return try appendUnchecked(request.events)
  }

  /// The receipt of an identical append made earlier, if this request repeats one.
  ///
  /// - Throws: `LogFailure.refused` for another body under a known identity, or a batch of which
  ///   only a part is known.
  public func earlierReceipt(of request: AppendRequest) throws(LogFailure) -> AppendReceipt? {
    try checkDistinct(request.events)
    var known: [StoredIdentity] = []
    for event in request.events {
      guard let stored = try find(source: event.source, id: event.id) else { continue }
      guard stored.fingerprint == event.fingerprint else {
        throw .refused(.identityConflict(id: event.id, position: stored.position))
      }
      known.append(stored)
    }
    guard let last = known.last else { return nil }
    guard known.count == request.events.count else {
      throw .refused(.partialRepeat(known: known))
    }
    return AppendReceipt(
      first: known[0].position, last: last.position, version: last.version, isRepeat: true)
  }

  private func checkDistinct(_ events: [NewEvent]) throws(LogFailure) {
    guard events.count > 1 else { return }
    var seen = Set<EventIdentity>(minimumCapacity: events.count)
    for event in events {
      guard seen.insert(EventIdentity(source: event.source, id: event.id)).inserted else {
        throw .refused(.repeatedWithinBatch(id: event.id))
      }
    }
  }
}
