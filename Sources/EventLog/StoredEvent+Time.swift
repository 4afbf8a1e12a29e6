extension StoredEvent {
  /// Streams of the log's own keeping: who may read it, its keys, the measures that protect it.
  private static let keepingStreams = ["access/", "keys/", "security/"].map { Array($0.utf8) }

  /// Whether the event's time counts for what the latest is. What is noted about the log's keeping
  /// says nothing of when the events around it happened: a token that is granted today, before the
  /// calls of a year ago are imported, does not make today of that year.
  public var countsInTime: Bool {
    let stream = streamBytes
    return !StoredEvent.keepingStreams.contains { stream.starts(with: $0) }
  }
}
