import EventLog
import Foundation
import LMDB
import LMDBStorage
import TestSupport
import Testing

@Suite("Damage")
struct DamageTests {
  @Test(
    "a flipped bit anywhere in the log's file is found, or changes nothing that is served",
    arguments: 1...4 as ClosedRange<UInt64>)
  func flippedBits(seed: UInt64) async throws {
    let folder = try await filled()
    let original = try await folder.withStorage { try $0.log.allEvents() }
    let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/log/data.mdb"))
    var generator = SeededGenerator(seed: seed)
    var found = 0
    for _ in 0..<100 {
      let offset = Int.random(in: 0..<whole.count, using: &generator)
      var flipped = whole
      flipped[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      if try check(folder, flipped, original, "seed \(seed), offset \(offset)") { found += 1 }
    }
    #expect(found > 10, "seed \(seed)")
  }

  @Test(
    "a file cut off anywhere is found, or served whole", arguments: 1...2 as ClosedRange<UInt64>)
  func cutOff(seed: UInt64) async throws {
    let folder = try await filled()
    let original = try await folder.withStorage { try $0.log.allEvents() }
    let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/log/data.mdb"))
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<30 {
      let length = Int.random(in: 0..<whole.count, using: &generator)
      _ = try check(folder, whole[..<length], original, "seed \(seed), length \(length)")
    }
  }

  @Test("a whole file is found whole after any number of commits")
  func wholeAfterManyCommits() throws {
    let folder = try TemporaryFolder()
    let environment = try Environment.open(
      path: folder.path, options: EnvironmentOptions(mapBytes: 1 << 24, isSynced: false))
    defer { environment.close() }
    let table = try environment.openTables(["rows"])[0]
    // The list of free pages is keyed by transaction: past 255 its order is not that of the bytes.
    for commit in 0..<600 {
      var transaction = try environment.beginWriting()
      try transaction.put([UInt8(commit % 7)], [UInt8](repeating: 1, count: 3_000), in: table)
      try transaction.commit()
      let damage = try environment.findPageDamage()
      try #require(damage == nil, "after commit \(commit)")
    }
  }

  @Test("an edited event whose checksum was put right breaks the chain, named by position")
  func edited() async throws {
    let folder = try await filled()
    try rewrite(folder, recordAt: 5) { record in
      record[record.count - 60] ^= 1
      let checksum = CRC32C.checksum(of: record.span.extracting(0..<record.count - 4))
      for index in 0..<4 {
        record[record.count - 4 + index] = UInt8(
          truncatingIfNeeded: checksum >> (8 * UInt32(index)))
      }
    }
    try await folder.withStorage { storage async throws in
      let failure = #expect(throws: LogFailure.self) {
        try storage.verifier.verify(after: 0) { _, _ in true }
      }
      #expect(position(of: failure) == 5)
      #expect(try storage.verifier.verify(after: 5) { _, _ in true }.position == storage.log.head)
    }
  }

  @Test("a removed event is never passed over in silence")
  func removed() async throws {
    let folder = try await filled()
    try rewrite(folder, recordAt: 5) { $0 = [] }
    try await folder.withStorage { storage async throws in
      #expect(try storage.log.read(after: 0, bytesMax: 1 << 20).lastPosition == 4)
      let failure = #expect(throws: LogFailure.self) {
        try storage.log.read(after: 4, bytesMax: 1 << 20)
      }
      #expect(position(of: failure) == 5)
      #expect(throws: LogFailure.self) { try storage.log.event(at: 5) }
      let found = #expect(throws: LogFailure.self) {
        try storage.verifier.verify(after: 0) { _, _ in true }
      }
      #expect(position(of: found) == 5)
    }
  }

  @Test("a log that ends before its indexes is damaged, not a fresh start")
  func missingTail() async throws {
    let folder = try await filled()
    try folder.copy("log", to: "older")
    let head = try await folder.withStorage { storage async throws in
      let head = storage.log.head
      _ = try await storage.log.append(Samples.request("later"))
      return head
    }
    try folder.copy("older", to: "log")
    let failure = #expect(throws: StorageFailure.self) {
      try LMDBStorage.open(folder: folder.path, options: .small)
    }
    guard case .damaged(let position, let reason) = failure else {
      Issue.record("opened, or failed otherwise: \(String(describing: failure))")
      return
    }
    #expect(position == head + 1)
    #expect(reason.contains("\(head + 1)"))
  }

  @Test("a log that was removed beside its folds is damaged, not a fresh start")
  func removedLog() async throws {
    let folder = try await filled()
    try FileManager.default.removeItem(atPath: folder.path + "/log")
    #expect(throws: StorageFailure.self) {
      try LMDBStorage.open(folder: folder.path, options: .small)
    }
  }

  @Test("folds of another log are not taken for this one's")
  func foldsOfAnotherLog() async throws {
    let folder = try await filled()
    let other = try await filled()
    try FileManager.default.removeItem(atPath: folder.path + "/log")
    try FileManager.default.copyItem(atPath: other.path + "/log", toPath: folder.path + "/log")
    let failure = #expect(throws: StorageFailure.self) {
      try LMDBStorage.open(folder: folder.path, options: .small)
    }
    guard case .incompatible = failure else {
      Issue.record("opened, or failed otherwise: \(String(describing: failure))")
      return
    }
  }

  @Test("damaged indexes are folded again")
  func damagedIndexes() async throws {
    let folder = try await filled()
    let url = URL(fileURLWithPath: folder.path + "/folds/indexes/data.mdb")
    var bytes = try Data(contentsOf: url)
    for index in stride(from: 2 * 4096, to: bytes.count, by: 64) { bytes[index] ^= 0xFF }
    try bytes.write(to: url)
    try await folder.withStorage { storage async throws in
      #expect(try storage.verifier.verify(after: 0) { _, _ in true }.position == storage.log.head)
    }
  }

  /// Forty events, one of them longer than a page, and one record of three.
  private func filled() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try await folder.withStorage { storage async throws in
      for number in 0..<36 {
        _ = try await storage.log.append(
          Samples.request(
            "\(number)", stream: "call/\(number % 7)",
            body: String(repeating: "y", count: number == 20 ? 9000 : 100)))
      }
      let batch = (0..<3).map { Samples.event("batch \($0)") }
      _ = try await storage.log.append(AppendRequest(batch))
      _ = try await storage.log.append(Samples.request("last"))
    }
    return folder
  }

  /// Puts bytes in the place of the log's file and looks at it from outside.
  ///
  /// - Returns: whether damage was reported; where not, everything is as it was.
  private func check(
    _ folder: TemporaryFolder, _ bytes: Data, _ original: [StoredEvent], _ comment: Comment
  ) throws -> Bool {
    let trial = try TemporaryFolder()
    for name in ["folds", "keys", "state", "log", "master.key"] {
      try FileManager.default.copyItem(
        atPath: folder.path + "/" + name, toPath: trial.path + "/" + name)
    }
    try Data(bytes).write(to: URL(fileURLWithPath: trial.path + "/log/data.mdb"))
    let storage: LMDBStorage
    do { storage = try LMDBStorage.openReadOnly(folder: trial.path, options: .small) } catch {
      return true
    }
    defer {
      // Nothing is written that a failed close could lose.
      try? storage.close()
    }
    do {
      _ = try storage.verifier.verify(after: 0) { _, _ in true }
    } catch {
      return true
    }
    #expect(try storage.log.allEvents() == original, comment)
    return false
  }

  /// Changes one record behind the log's back; an empty record is removed.
  private func rewrite(
    _ folder: TemporaryFolder, recordAt position: UInt64, _ change: (inout [UInt8]) -> Void
  ) throws {
    let environment = try Environment.open(
      path: folder.path + "/log", options: EnvironmentOptions(mapBytes: 1 << 30))
    defer { environment.close() }
    let table = try environment.openTables(["records"])[0]
    var transaction = try environment.beginWriting()
    let key = (0..<8).reversed().map { UInt8(truncatingIfNeeded: position >> (8 * UInt64($0))) }
    var record = try #require(try transaction.value(of: key, in: table))
    change(&record)
    if record.isEmpty {
      try transaction.delete(key, in: table)
    } else {
      try transaction.put(key, record, in: table)
    }
    try transaction.commit()
  }

  private func position(of failure: LogFailure?) -> UInt64? {
    if case .damaged(let position, _) = failure { position } else { nil }
  }
}
