import ContactCenter
import Engine
import EventLog
import Testing

@Suite("Views as folds")
struct ProjectionLoopTests {
  @Test(
    "views built live, restarted at any point, equal the fold from zero, byte for byte",
    arguments: [1, 2, 3] as [UInt64])
  func liveEqualsRebuilt(seed: UInt64) async throws {
    let fixture = try EngineFixture()
    let commands = simulated(1_200, seed: seed)
    _ = await fixture.submit([(StreamName(.case, "k1"), .case(.opened(.init())))])
    _ = await fixture.submit([(StreamName(.campaign, "m1"), .campaign(.created(.init())))])
    let told = Event.call(.waitEstimated(.init { $0.queue = QueueID("sales") }))
    _ = await fixture.submit(
      [(call("e1"), received), (call("e1"), queued("sales")), (call("e1"), told)], as: .fact)
    for (index, command) in commands.enumerated() {
      _ = await fixture.engine.commands.submit(command)
      // A new loop every now and then: it takes up the stored rows and goes on.
      if index % 250 == 77 { try await fixture.restarted().engine.open() }
    }
    let engine = try fixture.restarted().engine
    try await engine.open()
    for status in engine.projections.list() {
      #expect(status.position == fixture.log.head)
      let result = try await engine.projections.verify(status.name)
      #expect(result.differingRows == 0, "seed \(seed), \(result.name): \(result.examples)")
      #expect(result.rows > 0, "\(result.name) has no rows to compare")
    }
  }

  @Test("before they are opened all views are known, and behind the log by all of it")
  func beforeOpening() async throws {
    let fixture = try EngineFixture()
    _ = await fixture.submit([(call("1"), received)])
    let statuses = fixture.engine.projections.list()
    #expect(statuses.contains { $0.name == "queues" })
    #expect(statuses.allSatisfy { $0.lagEvents == 1 })
  }

  @Test("a verification finds a row that is not what the fold says")
  func verifyFindsTampering() async throws {
    let fixture = try EngineFixture()
    for command in simulated(300, seed: 4) { _ = await fixture.engine.commands.submit(command) }
    try await fixture.engine.open()
    let checkpoint = try #require(try fixture.views.checkpoint(ofView: "queues"))
    try fixture.views.commit(
      view: "queues", checkpoint: checkpoint,
      changes: [RowChange(table: "queues", key: "sales", value: Array(#"{"queue":"sales"}"#.utf8))])
    let result = try await fixture.engine.projections.verify("queues")
    #expect(result.differingRows == 1)
    #expect(result.examples == ["queues/sales"])
  }

  @Test("a rebuild puts right what differs, and subscribers are told to take a snapshot")
  func rebuildRepairs() async throws {
    let fixture = try EngineFixture()
    for command in simulated(300, seed: 5) { _ = await fixture.engine.commands.submit(command) }
    try await fixture.engine.open()
    let before = try fixture.engine.views.page(view: "queues", after: nil, limit: 100)
    let checkpoint = try #require(try fixture.views.checkpoint(ofView: "queues"))
    try fixture.views.commit(
      view: "queues", checkpoint: checkpoint,
      changes: [RowChange(table: "queues", key: "no-such-queue", value: Array("{}".utf8))])
    let result = try await fixture.engine.projections.rebuild("queues")
    #expect(result.differingRows == 1)
    #expect(try fixture.views.row(view: "queues", table: "queues", key: "no-such-queue") == nil)
    let after = try fixture.engine.views.page(view: "queues", after: nil, limit: 100)
    #expect(after.rows == before.rows && after.position == before.position)
    #expect(after.generation != before.generation)
    let changes = fixture.engine.views.changes(view: "queues", since: before.position - 1)
    #expect(changes == .reset)
    let views = fixture.engine.views
    let held = views.changes(
      view: "queues", since: before.position, generation: before.generation)
    #expect(held == .reset)
    #expect(views.generation(ofView: "queues", heldAt: before.position) == nil)
  }

  @Test("a snapshot with the changes since is the view as it is now")
  func snapshotAndChanges() async throws {
    let fixture = try EngineFixture()
    let commands = simulated(900, seed: 6)
    for command in commands[..<300] { _ = await fixture.engine.commands.submit(command) }
    try await fixture.engine.open()
    let snapshot = try fixture.engine.views.page(view: "agents", after: nil, limit: 1_000)
    var rows = Dictionary(uniqueKeysWithValues: snapshot.rows.map { ($0.key, $0.value) })
    let following = Task { await fixture.engine.projections.follow() }
    for command in commands[300...] { _ = await fixture.engine.commands.submit(command) }
    let (reached, continuation) = AsyncStream.makeStream(of: Void.self)
    let head = fixture.log.head
    let observation = fixture.engine.views.observe { if $0 == head { continuation.finish() } }
    if fixture.engine.views.position == head { continuation.finish() }
    for await _ in reached {}
    observation.cancel()
    following.cancel()
    guard
      case .rows(let changes, let through, _) = fixture.engine.views.changes(
        view: "agents", since: snapshot.position)
    else {
      Issue.record("the changes are no longer known")
      return
    }
    #expect(through == head)
    for change in changes { rows[change.key] = change.value }
    let now = try fixture.engine.views.page(view: "agents", after: nil, limit: 1_000)
    #expect(rows == Dictionary(uniqueKeysWithValues: now.rows.map { ($0.key, $0.value) }))
  }
}
