/// A view, followed over as many connections as it takes: a snapshot, then what changes.
///
/// After a lost connection the rows that changed meanwhile come as changes, or, where that is no
/// longer known, a `reset` and a new snapshot: never a stale row.
public struct ViewSequence: AsyncSequence, Sendable {
  /// What it yields.
  public typealias Element = ViewSignal
  /// What it ends with.
  public typealias Failure = ClientFailure

  let core: ClientCore
  let view: String
  let mode: ViewMode
  let cursor: String?

  /// Begins to read with a snapshot, or after the cursor that was given.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(reading: ViewReading(core, view: view, mode: mode, resumingFrom: cursor))
  }

  /// One reader, for one task.
  public struct AsyncIterator: AsyncIteratorProtocol {
    /// What it ends with.
    public typealias Failure = ClientFailure

    let reading: ViewReading

    /// The next signal; waits for it.
    public mutating func next() async throws(ClientFailure) -> ViewSignal? {
      try await reading.next()
    }
  }
}
