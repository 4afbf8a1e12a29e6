/// Where a call of a source is, as far as its stream tells.
public struct SourceCall: Payload {
  /// What can happen to it next.
  public enum Place: String, Choice {
    case waiting, talking
    /// Out of its queue without an answer, or handed over: it may come back.
    case away
    case over
  }

  public var call = CallID()
  public var place = Place.away
  /// The queue that it entered last.
  public var queue: QueueID?
  /// When it began, by the source's clock.
  public var since = Timestamp()
  /// The latest time of the source's events about it.
  public var latest = Timestamp()

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("call", &call, "The call.")
    fields.required("place", &place, "Where it is.")
    fields.optional("queue", &queue, "The queue that it entered last.")
    fields.required("since", &since, "When it began.")
    fields.required("latest", &latest, "The latest time of the source's events about it.")
  }

  /// Folds a call's stream.
  ///
  /// - Parameter events: the whole stream, or nothing comes of it.
  /// - Returns: nil where another source began the call.
  public init?(_ events: some Collection<RecordedEvent>, of source: String) {
    guard let first = events.first, first.source == source, first.version == 1 else { return nil }
    call = CallID(first.stream.id)
    since = first.time
    latest = first.time
    for recorded in events {
      if recorded.source == source { latest = max(latest, recorded.time) }
      if case .call(let event) = recorded.event { follow(event) }
    }
  }

  private mutating func follow(_ event: CallEvent) {
    switch event {
    case .queued(let queued):
      place = .waiting
      queue = queued.queue
    case .answered: place = .talking
    case .queueExited, .transferred: place = .away
    case .abandoned, .ended, .connectFailed: place = .over
    default: break
    }
  }
}
