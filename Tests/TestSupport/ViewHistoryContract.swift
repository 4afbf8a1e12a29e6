package import EventLog
import Testing

/// What every `ViewStore` keeps of the past, against a model that copies everything.
package enum ViewHistoryContract {
  /// How many events lie between two snapshots.
  private static let apart: UInt64 = 10
  private static let resident = ["small"]
  private static let tables = ["small", "large"]

  /// Rows as they were at a snapshot: table, key, value.
  private typealias Model = [String: [String: [UInt8]]]

  /// Changes rows at random, with commits of random lengths that never pass a snapshot, and checks
  /// every snapshot against the copy that was taken of it.
  package static func check(_ store: any ViewStore, seed: UInt64, events: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var model: Model = [:]
    var copies: [UInt64: Model] = [:]
    var position: UInt64 = 0
    while position < events {
      let boundary = (position / apart + 1) * apart
      position = min(boundary, position + 1 + random.next() % 7)
      let changes = change(&model, &random)
      try store.commit(
        view: "v", checkpoint: checkpoint(position), changes: changes, residentTables: resident)
      if position == boundary { copies[boundary / apart] = model }
    }
    for (snapshot, copy) in copies {
      let past = try #require(
        try store.past(ofView: "v", snapshot: snapshot, residentTables: resident))
      #expect(try past.checkpoint(ofView: "v") == checkpoint(snapshot * apart))
      for table in tables { try compare(past, table, copy[table] ?? [:], &random) }
      #expect(try past.isIntact())
    }
    #expect(
      try store.past(
        ofView: "v", snapshot: events / apart + 1, residentTables: resident) == nil)
  }

  private static func checkpoint(_ position: UInt64) -> ViewCheckpoint {
    ViewCheckpoint(position: position, foldVersion: 1, snapshotEvents: apart)
  }

  private static func change(_ model: inout Model, _ random: inout SeededGenerator) -> [RowChange] {
    var changes: [RowChange] = []
    for table in tables {
      // A row that changes twice in a commit is there once.
      let keys = Set((0..<random.next() % 4).map { _ in key(&random) }).sorted()
      for key in keys {
        let isRemoved = random.next() % 3 == 0
        if isRemoved, model[table]?[key] == nil { continue }
        let value = isRemoved ? nil : [UInt8(truncatingIfNeeded: random.next())]
        model[table, default: [:]][key] = value
        changes.append(RowChange(table: table, key: key, value: value))
      }
    }
    return changes
  }

  /// Keys that are beginnings of each other, and the empty one.
  private static func key(_ random: inout SeededGenerator) -> String {
    let letters = ["", "a", "aa", "ab", "b", "b\u{1}", "b!", "\u{E9}", "z", "za"]
    return letters[Int(random.next() % UInt64(letters.count))]
  }

  private static func compare(
    _ past: any PastRows, _ table: String, _ copy: [String: [UInt8]],
    _ random: inout SeededGenerator
  ) throws {
    let sorted = copy.map { StoredRow(key: $0.key, value: $0.value) }
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    let all = try past.rows(view: "v", table: table, after: nil, through: nil, limit: 99)
    #expect(all == sorted)
    let (after, through) = (key(&random), key(&random))
    let range = try past.rows(view: "v", table: table, after: after, through: through, limit: 3)
    let wanted = sorted.filter {
      after.utf8.lexicographicallyPrecedes($0.key.utf8)
        && !through.utf8.lexicographicallyPrecedes($0.key.utf8)
    }
    #expect(range == Array(wanted.prefix(3)))
    for key in ["", "a", "b", "\u{E9}", "za", "none"] {
      #expect(try past.row(view: "v", table: table, key: key) == copy[key])
    }
    var scanned: [StoredRow] = []
    var last: String?
    repeat {
      let scan = try past.scan(view: "v", table: table, after: last, limit: 2)
      scanned += scan.rows
      last = scan.scannedThrough
    } while last != nil
    #expect(scanned == sorted)
  }
}
