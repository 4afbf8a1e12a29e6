/// The log with its marks, followed over as many connections as it takes.
///
/// Nothing is read ahead of the loop that uses it but what fits into `bufferBytes`. Ends without a
/// failure when the task is cancelled, at `EventSelection.limit`, or, without `follow`, at the end
/// of the log.
public struct MarkedEventSequence: AsyncSequence, Sendable {
  /// What it yields.
  public typealias Element = EventSignal
  /// What it ends with.
  public typealias Failure = ClientFailure

  let core: ClientCore
  let request: EventRequest

  /// Begins to read at the sequence's start.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(reading: EventReading(core, request))
  }

  /// One reader, for one task.
  public struct AsyncIterator: AsyncIteratorProtocol {
    /// What it ends with.
    public typealias Failure = ClientFailure

    let reading: EventReading

    /// The next signal; waits for it.
    public mutating func next() async throws(ClientFailure) -> EventSignal? {
      try await reading.next()
    }
  }
}
