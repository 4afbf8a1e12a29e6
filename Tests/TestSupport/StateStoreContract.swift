package import EventLog
import Testing

/// What every `StateStore` keeps, as checks that any implementation can adopt.
package enum StateStoreContract {
  /// One promise and what checks it, on an empty store.
  package struct Clause: Sendable, CustomStringConvertible {
    package let description: String
    package let check: @Sendable (any StateStore) throws -> Void
  }

  package static let all: [Clause] = [
    Clause(description: "a fact is read as it was set last") { store throws in
      #expect(try store.value(table: "t", key: "a") == nil)
      try store.set(table: "t", key: "a", value: [1])
      try store.set(table: "t", key: "a", value: [2, 0, 3])
      #expect(try store.value(table: "t", key: "a") == [2, 0, 3])
    },
    Clause(description: "a fact without a value is removed, also where there is none") {
      store throws in
      try store.set(table: "t", key: "a", value: [1])
      try store.set(table: "t", key: "a", value: nil)
      try store.set(table: "t", key: "b", value: nil)
      #expect(try store.value(table: "t", key: "a") == nil)
      #expect(try store.values(table: "t").isEmpty)
    },
    Clause(description: "tables do not see each other, whatever their names begin with") {
      store throws in
      try store.set(table: "t", key: "a", value: [1])
      try store.set(table: "t2", key: "a", value: [2])
      try store.set(table: "t2", key: "b", value: [3])
      #expect(try store.values(table: "t") == [StoredRow(key: "a", value: [1])])
      #expect(try store.values(table: "t2").count == 2)
    },
    Clause(description: "facts are listed in the order of their keys' bytes") { store throws in
      let keys = ["", "a", "ab", "b", "z", "\u{E9}", "e\u{301}"]
      for key in keys { try store.set(table: "t", key: key, value: Array(key.utf8)) }
      let sorted = keys.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
      #expect(try store.values(table: "t").map { Array($0.key.utf8) } == sorted)
      #expect(try store.values(table: "t").map(\.value) == sorted)
    },
  ]
}
