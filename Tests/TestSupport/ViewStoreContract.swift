package import EventLog
import Testing

/// What every `ViewStore` keeps, as checks that any implementation can adopt.
package enum ViewStoreContract {
  /// One promise and what checks it, on an empty store.
  package struct Clause: Sendable, CustomStringConvertible {
    package let description: String
    package let check: @Sendable (any ViewStore) throws -> Void
  }

  private static let checkpoint = ViewCheckpoint(position: 7, foldVersion: 3)

  package static let all: [Clause] = [
    Clause(description: "a committed view has its rows and its checkpoint") { store throws in
      #expect(try store.checkpoint(ofView: "v") == nil)
      try store.commit(view: "v", checkpoint: checkpoint, changes: rows("t", ["a", "b"]))
      #expect(try store.checkpoint(ofView: "v") == checkpoint)
      #expect(try store.row(view: "v", table: "t", key: "a") == Array("a".utf8))
      #expect(try store.row(view: "v", table: "t2", key: "a") == nil)
      #expect(try store.row(view: "v2", table: "t", key: "a") == nil)
      #expect(try store.views() == ["v"])
    },
    Clause(description: "a row without a value is removed, a row again is replaced") {
      store throws in
      try store.commit(view: "v", checkpoint: checkpoint, changes: rows("t", ["a", "b"]))
      let changes = [
        RowChange(table: "t", key: "a", value: nil), RowChange(table: "t", key: "b", value: [9]),
      ]
      try store.commit(view: "v", checkpoint: checkpoint, changes: changes)
      #expect(try store.row(view: "v", table: "t", key: "a") == nil)
      #expect(try store.row(view: "v", table: "t", key: "b") == [9])
    },
    Clause(description: "rows come in the order of their keys' bytes, within bounds") {
      store throws in
      let keys = ["", "a", "ab", "b", "z", "\u{E9}", "e\u{301}"]
      try store.commit(view: "v", checkpoint: checkpoint, changes: rows("t", keys))
      try store.commit(view: "v", checkpoint: checkpoint, changes: rows("u", ["other"]))
      func read(_ after: String?, _ through: String?, _ limit: Int) throws -> [[UInt8]] {
        try store.rows(view: "v", table: "t", after: after, through: through, limit: limit)
          .map { Array($0.key.utf8) }
      }
      let sorted = keys.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
      #expect(try read(nil, nil, 99) == sorted)
      #expect(try read("", nil, 99) == Array(sorted[1...]))
      #expect(try read("a", "b", 99) == [Array("ab".utf8), Array("b".utf8)])
      #expect(try read("aa", nil, 1) == [Array("ab".utf8)])
      #expect(try read("z", "zz", 99) == [])
      #expect(try read(nil, nil, 0) == [])
    },
    Clause(description: "a removed view leaves nothing, and others as they are") { store throws in
      try store.commit(view: "v", checkpoint: checkpoint, changes: rows("t", ["a"]))
      try store.commit(view: "v2", checkpoint: checkpoint, changes: rows("t", ["a"]))
      try store.remove(view: "v")
      #expect(try store.views() == ["v2"])
      #expect(try store.row(view: "v", table: "t", key: "a") == nil)
      #expect(try store.row(view: "v2", table: "t", key: "a") != nil)
      try store.commit(view: "v", checkpoint: checkpoint, changes: rows("t", ["b"]))
      #expect(try store.rows(view: "v", table: "t", after: nil, through: nil, limit: 9).count == 1)
    },
    Clause(description: "a staged view takes the other's place whole") { store throws in
      try store.commit(
        view: "v", checkpoint: checkpoint, changes: rows("t", ["old"]) + rows("gone", ["x"]))
      let later = ViewCheckpoint(position: 9, foldVersion: 4)
      try store.commit(
        view: "v.staged", checkpoint: later, changes: rows("t", ["new"]) + rows("u", ["y"]))
      try store.swap(staged: "v.staged", into: "v")
      #expect(try store.views() == ["v"])
      #expect(try store.checkpoint(ofView: "v") == later)
      let all = try store.rows(view: "v", table: "t", after: nil, through: nil, limit: 9)
      #expect(all.map(\.key) == ["new"])
      #expect(try store.row(view: "v", table: "u", key: "y") != nil)
      #expect(try store.row(view: "v", table: "gone", key: "x") == nil)
      #expect(try store.row(view: "v.staged", table: "t", key: "new") == nil)
    },
  ]

  private static func rows(_ table: String, _ keys: [String]) -> [RowChange] {
    keys.map { RowChange(table: table, key: $0, value: Array($0.utf8)) }
  }
}
