import ContactCenter
import EventCodec
import EventLog
import Foundation
import LMDBStorage
import Reports
import TestSupport
import Testing

@testable import Engine

@Suite("Views as of a moment", .timeLimit(.minutes(5)))
struct HistoryTests {
  @Test(
    "as of every position every table is what the fold from zero is, byte for byte",
    arguments: [1, 2] as [UInt64])
  func equalsFoldFromZero(seed: UInt64) async throws {
    try await InstallationFixture.with(snapshotEvents: 40) { fixture in
      try await fixture.fill(seed: seed, commands: 680)
      let engine = fixture.engine
      var random = SeededGenerator(seed: seed)
      let head = engine.log.head
      // Snapshots and the places beside them, full dumps of small tables and not, and any others.
      var positions: Set<UInt64> = [0, 1, 39, 40, 41, 80, 640, 641, 679, head - 1, head]
      while positions.count < 17 { positions.insert(random.next() % (head + 1)) }
      for position in positions.sorted() {
        let differences = try engine.history.differences(at: position)
        #expect(differences == [], "seed \(seed), position \(position)")
      }
      for status in engine.projections.list() {
        let result = try await engine.projections.verify(status.name)
        #expect(result.differingRows == 0, "seed \(seed), \(result.name): \(result.examples)")
      }
    }
  }

  @Test("a past that was tampered with is found by a verification, and put right by a rebuild")
  func verifyFindsPast() async throws {
    try await InstallationFixture.with(snapshotEvents: 40) { fixture in
      try await fixture.fill(seed: 4, commands: 400)
      let (views, projections) = (fixture.storage.views, fixture.engine.projections)
      let row = try #require(
        try views.rows(view: "calls", table: "calls", after: nil, through: nil, limit: 1).first)
      // For some snapshots there is a row of a call that nobody made, and then there is none.
      try commit("nobody's", row.value, to: views)
      try await fixture.fill(seed: 4, commands: 560, from: 400)
      try commit("nobody's", nil, to: views)
      let found = try await projections.verify("calls")
      #expect(found.differingRows > 0)
      #expect(found.examples.contains { $0.hasPrefix("calls (at snapshot ") })
      _ = try await projections.rebuild("calls")
      #expect(try await projections.verify("calls").differingRows == 0)
    }
  }

  private func commit(_ key: String, _ value: [UInt8]?, to views: any ViewStore) throws {
    let checkpoint = try #require(try views.checkpoint(ofView: "calls"))
    try views.commit(
      view: "calls", checkpoint: checkpoint,
      changes: [RowChange(table: "calls", key: key, value: value)])
  }

  @Test("a past that was kept at other places is not trusted, and is folded anew")
  func otherSnapshots() async throws {
    try await InstallationFixture.with(snapshotEvents: 40) { fixture in
      try await fixture.fill(seed: 8, commands: 200)
      let other = try fixture.engine(snapshotEvents: 60)
      try await other.open()
      #expect(try other.history.differences(at: 61) == [])
      #expect(throws: LogFailure.self) { try fixture.engine.history.differences(at: 45) }
    }
  }

  @Test("a view that is made anew while it is read answers for the same position")
  func rebuiltMeanwhile() async throws {
    try await InstallationFixture.with(snapshotEvents: 40) { fixture in
      try await fixture.fill(seed: 5, commands: 200)
      let engine = fixture.engine
      let before = try engine.history.read(at: 100) { (views) throws(LogFailure) in
        try views.page(table: "queues", after: nil, limit: 100)
      }
      #expect(!before.rows.isEmpty)
      _ = try await engine.projections.rebuild("queues")
      let after = try engine.history.read(at: 100) { (views) throws(LogFailure) in
        try views.page(table: "queues", after: nil, limit: 100)
      }
      #expect(after == before)
    }
  }

  @Test("every change of a field is explained, whichever stretch of the log is asked for")
  func explained() async throws {
    try await InstallationFixture.with(snapshotEvents: 40) { fixture in
      try await fixture.fill(seed: 9, commands: 300)
      let (engine, head) = (fixture.engine, fixture.engine.log.head)
      let rows = try engine.views.page(view: "queues", after: nil, limit: 1).rows
      let queue = try #require(rows.first?.key)
      let subject = try #require(RowSubject(table: "queues", key: queue, field: "offered"))
      var steps: [Explanation.Step] = []
      var position: UInt64 = 0
      while position < head {
        let found = try engine.history.explain(subject, after: position, through: head, limit: 3)
        #expect(found.before == steps.last?.value)
        steps += found.steps
        position = found.scannedThrough
      }
      // Each step is one more call offered, by the event that let it in.
      let offered = steps.filter { $0.value != Array("0".utf8) }
      #expect(
        offered.map { String(decoding: $0.value ?? [], as: UTF8.self) }
          == (1...max(1, offered.count)).map(String.init))
      for step in offered {
        let event = try #require(try engine.log.event(at: step.position))
        #expect(event.type == "call.queued" && event.queue == queue)
      }
      try #require(offered.count > 2)
    }
  }

  @Test("a report as of the head is the report of now, and an earlier one knows nothing of it")
  func reports() async throws {
    try await InstallationFixture.with(snapshotEvents: 40) { fixture in
      try await fixture.fill(seed: 6, commands: 400)
      let (engine, options) = (fixture.engine, try ReportQuery().options(inZoneOf: .utc))
      let now = try #require(try engine.reader.latestTime(through: engine.log.head))
      let present = ReportReader(
        store: fixture.storage.views, clock: { now }, latest: { now })
      for subject in ReportSubject.allCases where subject != .trends {
        let details = try ReportDetails([:], of: subject)
        let past = try engine.report(subject, options, details, at: engine.log.head)
        let wanted = try present.report(subject, options, details)
        #expect(
          ReportFormat.json.render(past, zone: "UTC")
            == ReportFormat.json.render(wanted, zone: "UTC"))
      }
      let empty = try engine.report(
        .queues, options, try ReportDetails([:], of: .queues), at: 0)
      let none = try ReportReader(
        store: InMemoryViewStore(), clock: { now }, latest: { nil }
      ).queues(options)
      #expect(
        ReportFormat.json.render(empty, zone: "UTC")
          == ReportFormat.json.render(none, zone: "UTC"))
    }
  }

  @Test("a token that is granted today does not make today of the year that is told after it")
  func keeping() async throws {
    let fixture = try EngineFixture()
    let year: Int64 = 31_536_000_000
    func tell(_ stream: StreamName, _ event: Event, at time: Int64) async {
      let incoming = IncomingEvent(
        stream: stream, event: event, source: "test", time: Timestamp(milliseconds: time))
      _ = await fixture.engine.commands.submit(
        AppendCommand(events: [incoming], kind: .fact, actor: Actor(kind: .system)))
    }
    let granted = AccessEvent.Granted { $0.name = Code("pbx") }
    await tell(StreamName(.access, "pbx"), .access(.granted(granted)), at: 40 * year)
    await tell(call("1"), received, at: 30 * year)
    await tell(call("2"), received, at: 31 * year)
    let reader = fixture.engine.reader
    try #require(fixture.log.head == 3)
    #expect(try reader.latestTime(through: 3) == 31 * year)
    #expect(try reader.position(asOf: 30 * year) == 2)
    #expect(try reader.position(asOf: 29 * year) == 1)
  }

  @Test("as of a moment is the last position before anything later is claimed")
  func moments() async throws {
    try await InstallationFixture.with(snapshotEvents: 40) { fixture in
      try await fixture.fill(seed: 7, commands: 200)
      let reader = fixture.engine.reader
      let events = try fixture.engine.history.events(after: 0, through: fixture.engine.log.head)
      var latest = Int64.min
      for (index, event) in events.enumerated() {
        latest = max(latest, event.time.milliseconds)
        #expect(try reader.latestTime(through: event.position) == latest)
        let exact = events.prefix { $0.time.milliseconds <= latest }.count
        #expect(try reader.position(asOf: latest) == UInt64(exact))
        guard index < 40 else { break }
      }
      #expect(try reader.position(asOf: events[0].time.milliseconds - 1) == 0)
      #expect(try reader.position(asOf: .max) == fixture.engine.log.head)
      #expect(try reader.latestTime(through: 0) == nil)
    }
  }
}

extension ViewHistory {
  /// The tables that are not what the fold of the first events up to a position is.
  func differences(at position: UInt64) throws -> [String] {
    let events = try events(after: 0, through: position)
    var found: [String] = []
    for blank in ViewCatalogue.folds(calendar: .utc) {
      var fold = blank
      try fold.restore(from: NoRows(), storedAs: fold.view)
      fold.apply(events)
      let rows = Dictionary(grouping: try fold.drain(), by: \.table)
      for table in fold.tables {
        let wanted = (rows[table] ?? []).compactMap { row in
          row.value.map { StoredRow(key: row.key, value: $0) }
        }.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let past = try read(at: position) { (views) throws(LogFailure) in
          try views.rows(view: fold.view, table: table, after: nil, through: nil, limit: .max)
        }
        if past != wanted { found.append("\(fold.view)/\(table)") }
      }
    }
    return found
  }
}

/// An engine over a folder that is removed afterwards.
final class InstallationFixture: Sendable {
  let storage: LMDBStorage
  let engine: Engine

  static func with(
    snapshotEvents: UInt64, _ body: (InstallationFixture) async throws -> Void
  ) async throws {
    let path = NSTemporaryDirectory() + "switchboard-history-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    // Nothing is lost by a folder that stays.
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = StorageOptions()
    options.logBytesMax = 64 << 20
    options.foldsBytesMax = 256 << 20
    options.keysBytesMax = 64 << 20
    let storage = try LMDBStorage.open(folder: path, options: options)
    let outcome: Result<Void, any Error>
    do {
      outcome = .success(
        try await body(try InstallationFixture(storage, snapshotEvents: snapshotEvents)))
    } catch {
      outcome = .failure(error)
    }
    try storage.close()
    try outcome.get()
  }

  private init(_ storage: LMDBStorage, snapshotEvents: UInt64) throws {
    self.storage = storage
    engine = try Self.engine(storage, snapshotEvents)
  }

  private static func engine(_ storage: LMDBStorage, _ snapshotEvents: UInt64) throws -> Engine {
    try Engine(
      stores: EngineStores(
        log: storage.log, views: storage.views, keys: storage.keys, state: storage.state),
      calendar: .utc, clock: { 1_795_338_000_000 }, snapshotEvents: snapshotEvents)
  }

  /// Another engine over the same folder, as after a restart.
  func engine(snapshotEvents: UInt64) throws -> Engine {
    try Self.engine(storage, snapshotEvents)
  }

  /// Appends simulated events and folds them in commits of any length, some after a restart.
  func fill(seed: UInt64, commands count: Int, from first: Int = 0) async throws {
    var random = SeededGenerator(seed: seed)
    for command in simulated(count, seed: seed).dropFirst(first) {
      _ = await engine.commands.submit(command)
      if random.next() % 9 == 0 { try await engine.projections.open() }
      if random.next() % 90 == 0 { try await engine(snapshotEvents: 40).open() }
    }
    try await engine.projections.open()
  }
}
