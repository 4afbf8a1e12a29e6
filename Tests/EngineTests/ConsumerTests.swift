import Engine
import EventLog
import Foundation
import LMDBStorage
import Testing

@Suite("Consumers")
struct ConsumerTests {
  private static let epoch = Epoch(bits: 7)
  private static let anna = ConsumerCaller(name: "anna", isOperator: false)
  private static let ben = ConsumerCaller(name: "ben", isOperator: false)
  private static let olga = ConsumerCaller(name: "olga", isOperator: true)

  private static func move(
    _ position: UInt64, by caller: ConsumerCaller = ConsumerTests.anna,
    epoch: Epoch = ConsumerTests.epoch,
    _ change: (inout ConsumerMove) -> Void = { _ in }
  ) -> ConsumerMove {
    var move = ConsumerMove(
      name: "billing", cursor: Cursor(epoch: epoch, position: position), caller: caller,
      at: 1_795_338_000_000)
    change(&move)
    return move
  }

  @Test("a consumer is made by its first move, goes on, and counts its moves")
  func goesOn() async throws {
    let consumers = try Consumers(state: InMemoryStateStore())
    #expect(try await consumers.set(Self.move(3)).version == 1)
    let moved = try await consumers.set(Self.move(9))
    #expect(moved.version == 2)
    #expect(moved.owner == "anna")
    #expect(consumers.consumer(named: "billing") == moved)
    #expect(consumers.list() == [moved])
  }

  @Test("a consumer goes back, or to another log, only where that is meant")
  func rewinds() async throws {
    let consumers = try Consumers(state: InMemoryStateStore())
    let standing = try await consumers.set(Self.move(9)).cursor
    await #expect(throws: ConsumerRefusal.wouldGoBack(from: standing)) {
      try await consumers.set(Self.move(8))
    }
    let other = Self.move(20, epoch: Epoch(bits: 8))
    await #expect(throws: ConsumerRefusal.wouldGoBack(from: standing)) {
      try await consumers.set(other)
    }
    #expect(consumers.consumer(named: "billing")?.cursor == standing)
    let back = try await consumers.set(Self.move(8) { $0.rewinds = true })
    #expect(back.cursor.position == 8)
    #expect(try await consumers.set(Self.move(8)).version == 3)
  }

  @Test("two names that look alike in two Unicode forms are two consumers, as they are on disk")
  func names() async throws {
    let state = InMemoryStateStore()
    let consumers = try Consumers(state: state)
    for (name, position) in [("c\u{e9}", 2), ("ce\u{301}", 3)] as [(String, UInt64)] {
      #expect(try await consumers.set(Self.move(position) { $0.name = name }).version == 1)
    }
    #expect(consumers.count == 2)
    #expect(consumers.consumer(named: "c\u{e9}")?.cursor.position == 2)
  }

  @Test("a consumer belongs to the grant that made it; operators handle all")
  func ownership() async throws {
    let consumers = try Consumers(state: InMemoryStateStore())
    _ = try await consumers.set(Self.move(1))
    await #expect(throws: ConsumerRefusal.foreign) {
      try await consumers.set(Self.move(2, by: Self.ben))
    }
    await #expect(throws: ConsumerRefusal.foreign) {
      try await consumers.remove("billing", by: Self.ben)
    }
    #expect(try await consumers.set(Self.move(2, by: Self.olga)).owner == "anna")
    #expect(try await consumers.remove("billing", by: Self.olga))
    #expect(try await !consumers.remove("billing", by: Self.olga))
    #expect(consumers.count == 0)
  }

  @Test("of two who expect the same version, one is refused and told the actual one")
  func versions() async throws {
    let consumers = try Consumers(state: InMemoryStateStore())
    _ = try await consumers.set(Self.move(1) { $0.expected = .new })
    _ = try await consumers.set(Self.move(2) { $0.expected = .exactly(1) })
    await #expect(throws: ConsumerRefusal.wrongVersion(expected: .exactly(1), actual: 2)) {
      try await consumers.set(Self.move(3) { $0.expected = .exactly(1) })
    }
    await #expect(throws: ConsumerRefusal.wrongVersion(expected: .new, actual: 2)) {
      try await consumers.set(Self.move(3) { $0.expected = .new })
    }
    await #expect(throws: ConsumerRefusal.wrongVersion(expected: .exactly(7), actual: 2)) {
      try await consumers.remove("billing", expected: .exactly(7), by: Self.anna)
    }
  }

  @Test("what was set is on disk: another opening of the folder finds it, and what was removed not")
  func durable() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer {
      // Nothing is lost by a folder that stays.
      try? FileManager.default.removeItem(at: folder)
    }
    var storage = try LMDBStorage.open(folder: folder.path, options: StorageOptions())
    let consumers = try Consumers(state: storage.state)
    let kept = try await consumers.set(Self.move(42))
    _ = try await consumers.set(Self.move(1) { $0.name = "gone" })
    #expect(try await consumers.remove("gone", by: Self.anna))
    try storage.close()
    storage = try LMDBStorage.open(folder: folder.path, options: StorageOptions())
    #expect(try Consumers(state: storage.state).list() == [kept])
    try storage.close()
  }

  @Test("a row that cannot be read is damage, not a consumer that is missing")
  func damage() throws {
    let state = InMemoryStateStore()
    try state.set(table: "consumers", key: "billing", value: Array("anna\u{0}x\u{0}".utf8))
    #expect(throws: LogFailure.self) { try Consumers(state: state) }
  }
}
