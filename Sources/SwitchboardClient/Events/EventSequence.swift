/// The events of the log, followed over as many connections as it takes: each once, in order,
/// without a gap.
public struct EventSequence: AsyncSequence, Sendable {
  /// What it yields.
  public typealias Element = LoggedEvent
  /// What it ends with.
  public typealias Failure = ClientFailure

  /// The same with its marks: caught-up, heartbeats, lost connections.
  public let marked: MarkedEventSequence

  /// Begins to read at the sequence's start.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(reading: EventReading(marked.core, marked.request))
  }

  /// One reader, for one task.
  public struct AsyncIterator: AsyncIteratorProtocol {
    /// What it ends with.
    public typealias Failure = ClientFailure

    let reading: EventReading

    /// The next event; waits for it.
    public mutating func next() async throws(ClientFailure) -> LoggedEvent? {
      while let signal = try await reading.next() {
        if case .event(let event) = signal { return event }
      }
      return nil
    }
  }
}
