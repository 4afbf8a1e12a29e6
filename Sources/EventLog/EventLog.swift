/// An append-only log of events: the single source of truth of the house.
///
/// Bytes go in and bytes come out; what they mean is the business of `EventCodec`. Every
/// implementation keeps the same contract, enforced by `EventLogContract` in the tests:
///
/// - Positions start at 1, are gapless, and are handed out in commit order. A reader never sees
///   position n+1 before n.
/// - One append is one record of 1…n events: all of it is kept, or none.
/// - A write is answered only when everything it rests on is durable.
/// - The same `source` + `id` is stored once, for ever.
public protocol EventLog: AnyObject, Sendable {
  /// The random identity of this log's life. A restored log forks a new one.
  var epoch: Epoch { get }

  /// The position of the last durable event; 0 when the log is empty. Never blocks on the writer.
  var head: UInt64 { get }

  /// Hands a job to the writer. Never blocks on the disk; jobs run one after the other in the order
  /// of submission and are completed after one sync for the whole group.
  ///
  /// When the queue of waiting jobs is at its bound the job is completed at once with
  /// `LogFailure.overloaded`.
  func submit(_ job: any LogJob)

  /// Copies out the next events after a position, oldest first.
  ///
  /// - Parameters:
  ///   - position: exclusive; 0 reads from the beginning.
  ///   - bytesMax: a soft bound on the page's size; at least one record is returned if there is
  ///     one.
  /// - Returns: a page that ends on a record's end; empty at the head.
  /// - Throws: `LogFailure.damaged` at the first record whose checksum does not hold: what is
  ///   damaged is never served as if it were not there.
  func read(after position: UInt64, bytesMax: Int) throws(LogFailure) -> EventPage

  /// The positions of a stream's events in the stream's order.
  ///
  /// - Parameters:
  ///   - version: exclusive; 0 reads from the stream's first event.
  ///   - limit: at most this many positions.
  func positions(
    ofStream stream: String, afterVersion version: UInt64, limit: Int
  ) throws(LogFailure) -> [UInt64]

  /// The positions of the events of one type after a position, in log order.
  func positions(
    ofType type: String, after position: UInt64, limit: Int
  ) throws(LogFailure) -> [UInt64]

  /// One event, or nil beyond the head.
  func event(at position: UInt64) throws(LogFailure) -> StoredEvent?

  /// A place shortly before a position, and what is known of it without reading events.
  func timeMark(atOrBefore position: UInt64) throws(LogFailure) -> TimeMark

  /// The last place that is known without reading events, up to which nothing happened later than
  /// an instant.
  ///
  /// - Parameter milliseconds: since 1970.
  func timeMark(notLaterThan milliseconds: Int64) throws(LogFailure) -> TimeMark

  /// Calls back with the new head after each group has become durable, on the writer's thread, in
  /// order. The observer must return quickly and must not call back into the log's writer.
  func observeHead(_ observer: @escaping @Sendable (UInt64) -> Void) -> HeadObservation

  /// Figures for `/metrics`, `log info` and the benches.
  var statistics: LogStatistics { get }
}

extension EventLog {
  /// A log without marks is read from its beginning.
  public func timeMark(atOrBefore position: UInt64) throws(LogFailure) -> TimeMark { .beginning }

  /// Likewise.
  public func timeMark(notLaterThan milliseconds: Int64) throws(LogFailure) -> TimeMark {
    .beginning
  }
}

/// A registration made by `EventLog.observeHead`; it ends with `cancel()` or with the log.
public struct HeadObservation: Sendable {
  private let onCancel: @Sendable () -> Void

  public init(onCancel: @escaping @Sendable () -> Void) {
    self.onCancel = onCancel
  }

  /// Ends the registration; a call that has begun may still finish. Again: nothing happens.
  public func cancel() {
    onCancel()
  }
}
