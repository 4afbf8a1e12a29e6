import ContactCenter
import TestSupport
import Testing

@Suite("Tables of rows")
struct RowTableTests {
  private typealias Table = RowTable<AnomalyCountRow>

  private func row(_ count: Int64) -> AnomalyCountRow { AnomalyCountRow { $0.count = count } }

  private func drained(_ table: inout Table) -> [String] {
    var changes: [String] = []
    table.drain { (key, row) throws(Never) in
      changes.append("\(key)=\(row.count)")
    } removed: { (key) throws(Never) in
      changes.append("\(key)=-")
    }
    return changes
  }

  @Test("changes are drained once, in the order of the first change, with the last value")
  func drains() {
    var table = Table("t", .published)
    table.insert(row(1), key: "b")
    table.insert(row(2), key: "a")
    table.updateIfPresent("b") { $0.count = 3 }
    #expect(drained(&table) == ["b=3", "a=2"])
    #expect(drained(&table) == [])
    table.remove("a")
    #expect(drained(&table) == ["a=-"])
    #expect(table.count == 1)
  }

  @Test("a row removed and made again between two drains is one change")
  func removesAndInserts() {
    var table = Table("t", .published)
    table.insert(row(1), key: "a")
    table.remove("a")
    table.update("a", orInsert: { row(5) }) { $0.count += 1 }
    #expect(drained(&table) == ["a=6"])
    #expect(table.row("a")?.count == 6)
  }

  @Test("a drain that fails keeps what it did not hand out")
  func keepsAfterFailure() {
    struct Refusal: Error {}
    var table = Table("t", .published)
    table.insert(row(1), key: "a")
    table.insert(row(2), key: "b")
    do {
      try table.drain { (key, _) throws(Refusal) in
        if key == "b" { throw Refusal() }
      } removed: { (_) throws(Refusal) in
        throw Refusal()
      }
      Issue.record("the drain did not fail")
    } catch {
      #expect(drained(&table) == ["b=2"])
    }
  }

  @Test("a table in the store forgets unchanged rows and fetches them again")
  func evictsAndFetches() {
    let source = Source()
    var table = Table("t", .publishedInStore)
    table.source = source
    table.insert(row(1), key: "stored")
    _ = drained(&table)
    table.insert(row(2), key: "changed")
    table.evict(keepingAtMost: 0)
    #expect(table.count == 1)
    #expect(table.row("stored")?.count == 41)
    table.updateIfPresent("stored") { $0.count += 1 }
    #expect(drained(&table) == ["changed=2", "stored=42"])
    #expect(table.row("unknown") == nil)
  }

  @Test("whatever comes and goes, rows are found by their keys", arguments: 0..<20 as Range<UInt64>)
  func findsByKey(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var table = Table("t", .private)
    var expected: [String: Int64] = [:]
    for step in 0..<2_000 {
      let key = "call-\(random.next() % 150)/" + String(repeating: "x", count: step % 11)
      if random.next() % 3 == 0 {
        let (removed, known) = (table.take(key)?.count, expected.removeValue(forKey: key))
        #expect(removed == known, "seed \(seed)")
      } else {
        table.insert(row(Int64(step)), key: key)
        expected[key] = Int64(step)
      }
      if step % 97 == 0 { _ = drained(&table) }
    }
    #expect(table.count == expected.count)
    for (key, count) in expected { #expect(table.row(key)?.count == count, "seed \(seed)") }
  }

  @Test("two spellings of a letter are two keys, as they are in the store")
  func keysAreBytes() {
    var table = Table("t", .published)
    table.insert(row(1), key: "caf\u{E9}")
    table.insert(row(2), key: "cafe\u{301}")
    #expect(table.row("caf\u{E9}")?.count == 1)
    #expect(table.row("cafe\u{301}")?.count == 2)
  }

  @Test("a table in memory forgets nothing")
  func keepsResidentRows() {
    var table = Table("t", .published)
    table.insert(row(1), key: "a")
    _ = drained(&table)
    table.evict(keepingAtMost: 0)
    #expect(table.count == 1)
  }

  @Test("a copy is not changed with the original")
  func copies() {
    var table = Table("t", .published)
    table.insert(row(1), key: "a")
    var copy = table
    table.updateIfPresent("a") { $0.count = 9 }
    #expect(copy.row("a")?.count == 1)
  }

  private final class Source: RowSource {
    func row<Row: ViewRow>(_ type: Row.Type, table: String, key: String) -> Row? {
      key == "stored" ? AnomalyCountRow { $0.count = 41 } as? Row : nil
    }
  }
}
