package import EventLog
internal import Synchronization

/// The named checkpoints of services that replay.
///
/// Changes go one after the other and are durable before they are seen; reading costs a dictionary
/// access and no disk.
package actor Consumers {
  /// So many are kept; a further one is refused as `full`.
  package static let countMax = 10_000
  private static let table = "consumers"

  private let state: any StateStore
  /// As they are on disk. Changed on the actor alone.
  private nonisolated let kept: Mutex<[ByteName: Consumer]>

  /// Reads all consumers of this installation.
  ///
  /// - Throws: `LogFailure` where they cannot be read.
  package init(state: any StateStore) throws(LogFailure) {
    self.state = state
    var consumers: [ByteName: Consumer] = [:]
    for row in try state.values(table: Self.table) {
      guard let consumer = Consumer(row) else {
        throw .damaged(position: 0, reason: "a consumer in the state folder cannot be read")
      }
      consumers[ByteName(row.key)] = consumer
    }
    kept = Mutex(consumers)
  }

  /// How many there are.
  package nonisolated var count: Int {
    kept.withLock { $0.count }
  }

  /// The consumer of a name, whosever it is.
  package nonisolated func consumer(named name: String) -> Consumer? {
    kept.withLock { $0[ByteName(name)] }
  }

  /// All consumers by name.
  package nonisolated func list() -> [Consumer] {
    kept.withLock { Array($0.values) }.sorted { $0.name < $1.name }
  }

  /// Makes a consumer, or moves it. Durable on return.
  ///
  /// - Returns: the consumer as it is now; version 1 where it is new.
  package func set(_ move: ConsumerMove) throws(ConsumerRefusal) -> Consumer {
    let known = consumer(named: move.name)
    try check(known, expected: move.expected, by: move.caller)
    if let known, !move.rewinds {
      guard known.cursor.epoch == move.cursor.epoch,
        known.cursor.position <= move.cursor.position
      else { throw .wouldGoBack(from: known.cursor) }
    }
    guard known != nil || count < Self.countMax else {
      throw .failed(.full("there are \(Self.countMax) consumers already"))
    }
    let consumer = Consumer(
      name: move.name, owner: known?.owner ?? move.caller.name, cursor: move.cursor,
      version: (known?.version ?? 0) + 1, setAt: move.time)
    try store(consumer, under: move.name)
    return consumer
  }

  /// Forgets a consumer. Durable on return.
  ///
  /// - Returns: whether there was one.
  package func remove(
    _ name: String, expected: ExpectedVersion? = nil, by caller: ConsumerCaller
  ) throws(ConsumerRefusal) -> Bool {
    let known = consumer(named: name)
    try check(known, expected: expected, by: caller)
    guard known != nil else { return false }
    try store(nil, under: name)
    return true
  }

  private func check(
    _ known: Consumer?, expected: ExpectedVersion?, by caller: ConsumerCaller
  ) throws(ConsumerRefusal) {
    if let known, !caller.handles(known) { throw .foreign }
    let actual = known?.version ?? 0
    if let expected, !expected.holds(for: actual) {
      throw .wrongVersion(expected: expected, actual: actual)
    }
  }

  private func store(_ consumer: Consumer?, under name: String) throws(ConsumerRefusal) {
    do throws(LogFailure) {
      try state.set(table: Self.table, key: name, value: consumer?.stored)
    } catch {
      throw .failed(error)
    }
    kept.withLock { $0[ByteName(name)] = consumer }
  }
}
