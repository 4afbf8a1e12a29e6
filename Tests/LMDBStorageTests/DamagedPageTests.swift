import EventLog
import Foundation
import LMDB
import TestSupport
import Testing

@testable import LMDBStorage

@Suite("Damaged pages")
struct DamagedPageTests {
  @Test("whoever only reads finds what the library finds", arguments: 1...5 as ClosedRange<UInt64>)
  func sameRows(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let environment = try open(folder, isReadOnly: false)
    defer { environment.close() }
    let table = try environment.openTables(["rows"])[0]
    var random = SeededGenerator(seed: seed)
    for count in [0, 1, 3, 40, 3_000] {
      var writing = try environment.beginWriting()
      for _ in 0..<count {
        let value = [UInt8](repeating: 7, count: Int.random(in: 0..<300, using: &random))
        try writing.put(
          key(&random), random.next() % 40 == 0 ? value + kilobytes : value, in: table)
      }
      try writing.commit()
      // A writer finds rows by the library, a reader does not.
      let library = try environment.beginWriting()
      let reader = try environment.beginReading()
      #expect(try rows(of: table, in: reader) == rows(of: table, in: library), "seed \(seed)")
      #expect(try backwards(table, in: reader) == backwards(table, in: library), "seed \(seed)")
      for _ in 0..<200 {
        let key = key(&random)
        #expect(try reader.value(of: key, in: table) == library.value(of: key, in: table))
        #expect(try around(key, table, in: reader) == around(key, table, in: library))
      }
      library.abort()
    }
  }

  @Test("a flipped bit in any page is told to whoever reads, and ends nobody", arguments: [1, 2])
  func flippedBits(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(seed: seed)
    try fill(folder, &random)
    let found = try flipEach(of: 100, in: folder.path, &random) { random in
      try readAll(folder, &random)
    }
    #expect(found > 10, "seed \(seed)")
  }

  @Test("a flipped bit in any page of the log is told to whoever reads events", arguments: [1, 2])
  func flippedBitsOfLog(seed: UInt64) async throws {
    let folder = try TemporaryFolder()
    let body = String(repeating: "x", count: 2_500)
    let original = try await folder.withStorage { storage async throws in
      await withDiscardingTaskGroup { group in
        for number in 0..<1_600 {
          // What is not kept is missed below.
          group.addTask {
            _ = try? await storage.log.append(Samples.request("\(number)", body: body))
          }
        }
      }
      return try storage.log.allEvents()
    }
    #expect(original.count == 1_600)
    var random = SeededGenerator(seed: seed)
    let found = try flipEach(of: 60, in: folder.path + "/log", &random) { _ in
      let tables = try LogTables(folder: folder.path, options: .small, isReadOnly: true)
      var events: [StoredEvent] = []
      while events.count < original.count {
        let page = try tables.page(
          after: UInt64(events.count), bytesMax: 1 << 18, head: UInt64(original.count))
        events += page
      }
      #expect(events == original, "seed \(seed)")
    }
    #expect(found > 6, "seed \(seed)")
  }

  /// Flips bits of a file of many pages, one after the other, and looks at it each time.
  ///
  /// - Returns: how often the look has failed.
  private func flipEach(
    of count: Int, in path: String, _ random: inout SeededGenerator,
    _ look: (inout SeededGenerator) throws -> Void
  ) throws -> Int {
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path + "/data.mdb"))
    let pages = Int(try file.seekToEnd()) / 4_096
    #expect(pages > 1_000)
    var found = 0
    for _ in 0..<count {
      // Half of them where a page says what is in it.
      let inPage = Int.random(in: 0..<(random.next() % 2 == 0 ? 64 : 4_096), using: &random)
      let offset = UInt64(Int.random(in: 0..<pages, using: &random) * 4_096 + inPage)
      let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
      try flip(bit, at: offset, of: file)
      do { try look(&random) } catch { found += 1 }
      try flip(bit, at: offset, of: file)
    }
    try look(&random)
    return found
  }

  private func flip(_ bit: UInt8, at offset: UInt64, of file: FileHandle) throws {
    try file.seek(toOffset: offset)
    let byte = try #require(try file.read(upToCount: 1)?.first)
    try file.seek(toOffset: offset)
    try file.write(contentsOf: Data([byte ^ bit]))
  }

  // MARK: - Rows

  private let kilobytes = [UInt8](repeating: 9, count: 9_000)

  private func open(_ folder: TemporaryFolder, isReadOnly: Bool) throws -> Environment {
    try Environment.open(
      path: folder.path,
      options: EnvironmentOptions(mapBytes: 64 << 20, isSynced: false, isReadOnly: isReadOnly))
  }

  private func key(_ random: inout SeededGenerator) -> [UInt8] {
    (0..<Int.random(in: 1...12, using: &random)).map { _ in UInt8(random.next() % 6) }
  }

  private func fill(_ folder: TemporaryFolder, _ random: inout SeededGenerator) throws {
    let environment = try open(folder, isReadOnly: false)
    defer { environment.close() }
    let table = try environment.openTables(["rows"])[0]
    var writing = try environment.beginWriting()
    for number in 0..<12_000 {
      let value = [UInt8](repeating: 1, count: Int.random(in: 200..<400, using: &random))
      try writing.put(
        Array("\(random.next())".utf8), number % 200 == 0 ? kilobytes : value, in: table)
    }
    try writing.commit()
  }

  private func readAll(_ folder: TemporaryFolder, _ random: inout SeededGenerator) throws {
    let environment = try open(folder, isReadOnly: true)
    defer { environment.close() }
    // Opening tables follows the page that names them.
    guard try environment.findPageDamage(.lastRows) == nil else { throw LMDBFailure.closed }
    let table = try environment.openTables(["rows"])[0]
    let reader = try environment.beginReading()
    _ = try rows(of: table, in: reader)
    _ = try backwards(table, in: reader)
    for _ in 0..<20 { _ = try around(Array("\(random.next())".utf8), table, in: reader) }
  }

  private func rows(
    of table: Table, in transaction: borrowing some Transaction & ~Copyable
  ) throws -> [[UInt8]] {
    try transaction.withCursor(over: table) { cursor throws(LMDBFailure) in
      var found: [[UInt8]] = []
      var isThere = try cursor.move(.first)
      while isThere {
        found.append(cursor.key + [0] + cursor.value)
        isThere = try cursor.move(.next)
      }
      return found
    }
  }

  private func backwards(
    _ table: Table, in transaction: borrowing some Transaction & ~Copyable
  ) throws -> [[UInt8]] {
    try transaction.withCursor(over: table) { cursor throws(LMDBFailure) in
      var found: [[UInt8]] = []
      var isThere = try cursor.move(.last)
      while isThere {
        found.append(cursor.key)
        isThere = try cursor.move(.previous)
      }
      return found
    }
  }

  /// The rows at and beside a key.
  private func around(
    _ key: [UInt8], _ table: Table, in transaction: borrowing some Transaction & ~Copyable
  ) throws -> [[UInt8]] {
    try transaction.withCursor(over: table) { cursor throws(LMDBFailure) in
      var found: [[UInt8]] = []
      if try cursor.move(.exactly(key)) { found.append(cursor.value) }
      guard try cursor.move(.atOrAfter(key)) else { return found }
      found.append(cursor.key)
      if try cursor.move(.previous) { found.append(cursor.key) }
      if try cursor.move(.next) { found.append(cursor.key) }
      return found
    }
  }
}
