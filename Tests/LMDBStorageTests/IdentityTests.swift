import EventLog
import LMDB
import TestSupport
import Testing

@testable import LMDBStorage

@Suite("Identities")
struct IdentityTests {
  @Test(
    "an event is known again wherever its identity stands, also after another start",
    arguments: 1...4 as ClosedRange<UInt64>)
  func knownAgain(seed: UInt64) async throws {
    var options = StorageOptions.small
    options.unmergedIdentitiesMax = 150
    options.unindexedEventsMax = 40
    options.identityHashBits = seed % 2 == 0 ? 64 : 4
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: seed)
    var known = 0
    for start in 0..<4 {
      known = try await folder.withStorage(options) { storage async throws in
        var known = known
        for step in 0..<60 {
          let count = Int.random(in: 1...8, using: &generator)
          let new = (known..<known + count).map { Samples.event("\($0)") }
          let receipt = try await storage.log.append(AppendRequest(new))
          #expect(receipt.first == UInt64(known) + 1 && !receipt.isRepeat)
          known += count
          let again = Int.random(in: 0..<known, using: &generator)
          let repeated = try await storage.log.append(Samples.request("\(again)"))
          #expect(
            repeated.isRepeat && repeated.first == UInt64(again) + 1,
            "seed \(seed), start \(start), step \(step)")
        }
        #expect(
          try storage.verifier.verify(after: 0) { _, _ in true }.position == UInt64(known))
        return known
      }
      let (gathered, merged) = try counts(in: folder, options)
      #expect(gathered <= 150 && gathered + merged == known, "seed \(seed), start \(start)")
      #expect(start == 0 || merged > 0, "seed \(seed), start \(start)")
    }
  }

  @Test("identities are found by whoever opens the folder with another bound")
  func otherBound() async throws {
    let folder = try TemporaryFolder()
    var options = StorageOptions.small
    for bound in [1_000, 10, 0, 1_000] {
      options.unmergedIdentitiesMax = bound
      try await folder.withStorage(options) { storage async throws in
        let known = Int(storage.log.head)
        for number in known..<known + 50 {
          _ = try await storage.log.append(Samples.request("\(number)"))
        }
        for number in 0..<known + 50 {
          #expect(try await storage.log.append(Samples.request("\(number)")).isRepeat)
        }
      }
    }
    let (gathered, merged) = try counts(in: folder, options)
    #expect(gathered + merged == 200)
  }

  @Test("what a group that failed would have added is not known, whatever was gathered before")
  func forgotten() async throws {
    let folder = try TemporaryFolder()
    var options = StorageOptions.small
    options.logBytesMax = 256 << 10
    options.unmergedIdentitiesMax = 20
    options.unindexedEventsMax = 10
    let kept = try await folder.withStorage(options) { storage async throws in
      let kept = try await appendUntilFull(storage)
      #expect(kept > options.unmergedIdentitiesMax && storage.log.head == UInt64(kept))
      for number in 0..<kept {
        let again = Samples.request("\(number)", body: kilobyte)
        #expect(try await storage.log.append(again).isRepeat)
      }
      for number in 0...kept {
        let found = try await storage.log.perform { transaction throws(LogFailure) in
          try transaction.find(source: "test", id: "\(number)")
        }
        #expect(found?.position == (number < kept ? UInt64(number) + 1 : nil))
      }
      return kept
    }
    options.logBytesMax = 64 << 20
    try await folder.withStorage(options) { storage async throws in
      let receipt = try await storage.log.append(Samples.request("\(kept)"))
      #expect(receipt.first == UInt64(kept) + 1 && !receipt.isRepeat)
    }
  }

  @Test("a gathered identity that is lost is found by verification")
  func lost() async throws {
    let folder = try TemporaryFolder()
    try await folder.withStorage { storage async throws in
      for number in 0..<10 { _ = try await storage.log.append(Samples.request("\(number)")) }
    }
    try withIndexes(in: folder, .small) { indexes in
      var transaction = try indexes.environment.beginWriting()
      try transaction.empty(indexes.recentHashes)
      try transaction.commit()
    }
    try await folder.withStorage { storage async throws in
      let found = #expect(throws: LogFailure.self) {
        try storage.verifier.verify(after: 0) { _, _ in true }
      }
      let reason = "the index of identities does not find the event"
      #expect(found == .damaged(position: 1, reason: reason))
    }
  }

  @Test(
    "positions under hashes are those that were put there and kept",
    arguments: 1...8 as ClosedRange<UInt64>)
  func positions(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var table = HashedPositions()
    var model: [UInt64: [UInt64]] = [:]
    let hashes = (0..<40).map { _ in
      UInt64.random(in: 0..<(seed < 5 ? 8 : .max), using: &generator)
    }
    for position in 1...2_000 as ClosedRange<UInt64> {
      let hash = hashes[Int.random(in: 0..<hashes.count, using: &generator)]
      table.insert(position, under: hash)
      model[hash, default: []].append(position)
      if Int.random(in: 0..<200, using: &generator) == 0 {
        let end = UInt64.random(in: 0...position, using: &generator)
        table.keep { $0 > end }
        for hash in hashes { model[hash]?.removeAll { $0 <= end } }
      }
    }
    #expect(table.count == Set(hashes).reduce(0) { $0 + (model[$1]?.count ?? 0) })
    for hash in hashes {
      #expect(table.positions(under: hash).sorted() == model[hash] ?? [], "seed \(seed)")
    }
    #expect(table.positions(under: 9).isEmpty)
  }

  private func counts(
    in folder: TemporaryFolder, _ options: StorageOptions
  ) throws -> (gathered: Int, merged: Int) {
    try withIndexes(in: folder, options) { indexes in
      let transaction = try indexes.environment.beginReading()
      var gathered = 0
      try indexes.forEachUnmergedIdentity(in: transaction) { _, _ in gathered += 1 }
      return (gathered, try transaction.count(of: indexes.identities))
    }
  }

  private func withIndexes<Value>(
    in folder: TemporaryFolder, _ options: StorageOptions, _ body: (Indexes) throws -> Value
  ) throws -> Value {
    let tables = try LogTables(folder: folder.path, options: options, isReadOnly: true)
    defer { tables.environment.close() }
    let indexes = try #require(
      try Indexes.open(
        path: folder.path + "/folds/indexes", epoch: tables.epoch, options: options,
        isReadOnly: false))
    defer { indexes.environment.close() }
    return try body(indexes)
  }
}
