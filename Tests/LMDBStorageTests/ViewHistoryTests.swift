import EventLog
import LMDBStorage
import TestSupport
import Testing

@Suite("Views as they were")
struct ViewHistoryTests {
  @Test(
    "every snapshot of a view in LMDB stays what it was, whatever comes after it",
    arguments: 1...20 as ClosedRange<UInt64>)
  func snapshots(seed: UInt64) async throws {
    try await TemporaryFolder().withStorage { storage in
      try ViewHistoryContract.check(storage.views, seed: seed, events: 400)
    }
  }

  @Test("so does one in memory", arguments: 1...5 as ClosedRange<UInt64>)
  func snapshotsInMemory(seed: UInt64) throws {
    try ViewHistoryContract.check(InMemoryViewStore(), seed: seed, events: 400)
  }

  @Test("a commit that passes a snapshot is refused, and changes nothing")
  func passing() async throws {
    try await TemporaryFolder().withStorage { storage in
      try commit(storage.views, "v", 9, [("large", "x", 1)])
      #expect(throws: LogFailure.self) {
        try commit(storage.views, "v", 11, [("large", "x", 2)])
      }
      #expect(try storage.views.row(view: "v", table: "large", key: "x") == [1])
      #expect(try storage.views.checkpoint(ofView: "v")?.position == 9)
    }
  }

  @Test("a reader of the past learns that its view was replaced")
  func replaced() async throws {
    try await TemporaryFolder().withStorage { storage in
      let views = storage.views
      for view in ["v", "v~new"] {
        try commit(views, view, 10, [("large", "x", 1)])
        try commit(views, view, 15, [("large", "x", 2)])
      }
      let past = try #require(
        try views.past(ofView: "v", snapshot: 1, residentTables: ["small"]))
      #expect(try past.row(view: "v", table: "large", key: "x") == [1])
      #expect(try past.isIntact())
      try views.swap(staged: "v~new", into: "v")
      #expect(try !past.isIntact())
      let other = try #require(
        try views.past(ofView: "v", snapshot: 1, residentTables: ["small"]))
      #expect(try other.row(view: "v", table: "large", key: "x") == [1])
    }
  }

  @Test("a look at a table that has grown since is bounded, and goes on where it ended")
  func boundedScan() async throws {
    try await TemporaryFolder().withStorage { storage in
      let views = storage.views
      try commit(views, "v", 10, [("large", "z", 1)])
      let later = (0..<45_000).map { ("large", "k\($0)", 2 as UInt8?) }
      try commit(views, "v", 15, later)
      let past = try #require(
        try views.past(ofView: "v", snapshot: 1, residentTables: ["small"]))
      var (looks, rows, last) = (0, [StoredRow](), String?.none)
      repeat {
        let scan = try past.scan(view: "v", table: "large", after: last, limit: 10)
        looks += 1
        rows += scan.rows
        last = scan.scannedThrough
      } while last != nil
      #expect(rows == [StoredRow(key: "z", value: [1])])
      #expect(looks == 3)
    }
  }

  private func commit(
    _ views: any ViewStore, _ view: String, _ position: UInt64,
    _ changes: [(table: String, key: String, value: UInt8?)]
  ) throws {
    try views.commit(
      view: view,
      checkpoint: ViewCheckpoint(position: position, foldVersion: 1, snapshotEvents: 10),
      changes: changes.map { change in
        RowChange(table: change.table, key: change.key, value: change.value.map { [$0] })
      }, residentTables: ["small"])
  }
}
