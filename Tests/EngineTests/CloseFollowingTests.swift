import ContactCenter
import CustomerKeys
import Engine
import EventLog
import Synchronization
import Testing

@Suite("Views that are followed closely, and commits that fail")
struct CloseFollowingTests {
  @Test("what each event changed is there by itself, though one batch brought them all")
  func everyChange() async throws {
    let fixture = try EngineFixture()
    let engine = fixture.engine
    try await engine.open()
    engine.views.followClosely(view: "queues")
    let before = engine.views.moment(ofView: "queues")
    for command in simulated(300, seed: 11) { _ = await engine.commands.submit(command) }
    try await follow(engine, until: fixture.log.head)

    var (cursor, positions) = (before.position, Set<UInt64>())
    while cursor < fixture.log.head {
      guard
        case .rows(let changes, let through, let isAll) = engine.views.everyChange(
          view: "queues", since: cursor, generation: before.generation, bytesMax: 2_000)
      else {
        Issue.record("the changes are no longer known")
        return
      }
      for change in changes {
        positions.insert(change.position)
        let row = try engine.history.read(at: change.position) { (views) throws(LogFailure) in
          try views.row(table: "queues", key: change.key)
        }
        #expect(change.value == row, "as of \(change.position)")
      }
      #expect(changes.allSatisfy { $0.position > cursor && $0.position <= through })
      #expect(isAll == (through == fixture.log.head))
      cursor = through
    }
    #expect(positions.count > 20, "each event that moves a queue stands by itself")
    for status in engine.projections.list() {
      let result = try await engine.projections.verify(status.name)
      #expect(result.differingRows == 0, "\(result.name): \(result.examples)")
    }
  }

  @Test("after a commit that failed the views go on from what is stored, and lose nothing")
  func failedCommit() async throws {
    let (log, store, engine) = try await failing()
    engine.views.followClosely(view: "agents")
    let commands = simulated(400, seed: 12)
    for command in commands[..<300] { _ = await engine.commands.submit(command) }
    store.failNextCommit(of: "agents")
    let following = Task { await engine.projections.follow() }
    for await _ in store.failures { break }
    for command in commands[300...] { _ = await engine.commands.submit(command) }
    try await follow(engine, until: log.head)
    following.cancel()

    for status in engine.projections.list() {
      #expect(status.failure == nil)
      let result = try await engine.projections.verify(status.name)
      #expect(result.differingRows == 0, "\(result.name): \(result.examples)")
    }
    for view in ["queues", "agents"] {
      let shown = try engine.views.page(view: view, after: nil, limit: 1_000).rows
      #expect(
        shown
          == (try store.rows(
            view: view, table: view, after: nil, through: nil, limit: 1_000)))
    }
  }

  @Test("after a commit that failed the views go on by themselves, though nothing more is appended")
  func retry() async throws {
    let (log, store, engine) = try await failing()
    for command in simulated(20, seed: 13) { _ = await engine.commands.submit(command) }
    store.failNextCommit(of: "agents")
    try await follow(engine, until: log.head)
    #expect(engine.projections.list().allSatisfy { $0.failure == nil && $0.lagEvents == 0 })
  }

  @Test("two names that look alike in two Unicode forms are two rows, live as in the store")
  func names() async throws {
    let fixture = try EngineFixture()
    try await fixture.engine.open()
    for name in ["b\u{e9}", "be\u{301}"] {
      _ = await fixture.submit([(StreamName(.queue, name), .queue(.opened(.init())))])
    }
    try await follow(fixture.engine, until: fixture.log.head)
    #expect(try fixture.engine.views.page(view: "queues", after: nil, limit: 9).rows.count == 2)
  }

  /// An engine whose views can be made to fail.
  private func failing() async throws -> (InMemoryEventLog, FailingViewStore, Engine) {
    let log = InMemoryEventLog(epoch: Epoch(bits: 7), clock: { 1_795_338_000_000 })
    let store = FailingViewStore()
    let engine = try Engine(
      stores: EngineStores(
        log: log, views: store, keys: InMemoryKeyStore(), state: InMemoryStateStore()),
      calendar: .utc, clock: { 1_795_338_000_000 })
    try await engine.open()
    return (log, store, engine)
  }

  /// Follows the log until the views have been published up to a position.
  private func follow(_ engine: Engine, until head: UInt64) async throws {
    let (reached, continuation) = AsyncStream.makeStream(of: Void.self)
    let observation = engine.views.observe { if $0 == head { continuation.finish() } }
    defer { observation.cancel() }
    let following = Task { await engine.projections.follow() }
    defer { following.cancel() }
    if engine.views.position == head { continuation.finish() }
    for await _ in reached {}
  }
}

/// A store in memory of which one commit can be made to fail.
private final class FailingViewStore: ViewStore {
  private let store = InMemoryViewStore()
  private let failing = Mutex<String?>(nil)
  /// Says when the commit has failed.
  let failures: AsyncStream<Void>
  private let failed: AsyncStream<Void>.Continuation

  init() {
    (failures, failed) = AsyncStream.makeStream(of: Void.self)
  }

  func failNextCommit(of view: String) {
    failing.withLock { $0 = view }
  }

  func commit(
    view: String, checkpoint: ViewCheckpoint, changes: [RowChange], residentTables: [String]
  ) throws(LogFailure) {
    let fails = failing.withLock { name in
      guard name == view else { return false }
      name = nil
      return true
    }
    guard !fails else {
      failed.yield()
      throw .unavailable("the disk is full")
    }
    try store.commit(
      view: view, checkpoint: checkpoint, changes: changes, residentTables: residentTables)
  }

  func past(
    ofView view: String, snapshot: UInt64, residentTables: [String]
  ) throws(LogFailure) -> (any PastRows)? {
    try store.past(ofView: view, snapshot: snapshot, residentTables: residentTables)
  }

  func remove(view: String) throws(LogFailure) { try store.remove(view: view) }

  func swap(staged: String, into view: String) throws(LogFailure) {
    try store.swap(staged: staged, into: view)
  }

  func views() throws(LogFailure) -> [String] { try store.views() }

  func checkpoint(ofView view: String) throws(LogFailure) -> ViewCheckpoint? {
    try store.checkpoint(ofView: view)
  }

  func row(view: String, table: String, key: String) throws(LogFailure) -> [UInt8]? {
    try store.row(view: view, table: table, key: key)
  }

  func rows(
    view: String, table: String, after key: String?, through: String?, limit: Int
  ) throws(LogFailure) -> [StoredRow] {
    try store.rows(view: view, table: table, after: key, through: through, limit: limit)
  }
}
