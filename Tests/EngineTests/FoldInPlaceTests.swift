import ContactCenter
import CustomerKeys
import EventCodec
import EventLog
import Synchronization
import Testing

@testable import Engine

@Suite("What a commit of the views costs")
struct FoldInPlaceTests {
  @Test("a commit takes what has changed out of the fold itself, not out of a copy of its tables")
  func noCopies() async throws {
    let fixture = try EngineFixture()
    _ = await fixture.submit([(call("1"), received), (call("1"), queued("sales"))])
    let ledger = Ledger()
    let projections = Projections(
      log: fixture.log, store: InMemoryViewStore(), codec: EventCodec(keys: InMemoryKeyStore()),
      folds: [WatchedFold(ledger: ledger), WatchedFold(ledger: ledger)], snapshotEvents: 2)

    try await projections.open()

    #expect(ledger.drains.withLock { $0 } == [.inPlace, .inPlace])
  }
}

private enum Drain {
  case inPlace
  case ofACopy
}

private final class Ledger: Sendable {
  let drains = Mutex<[Drain]>([])
}

/// A fold whose tables are one object: whether it is referred to once tells whether a drain works
/// on the fold or on a copy, in which every array that changes would be copied.
private struct WatchedFold: Fold {
  private final class Tables: Sendable {}

  let ledger: Ledger
  private var contents = Tables()
  private(set) var position: UInt64 = 0

  init(ledger: Ledger) {
    self.ledger = ledger
  }

  var view: String { "watched" }
  var tables: [String] { [] }
  var publishedTables: [(name: String, isResident: Bool)] { [] }
  var residentTables: [String] { [] }
  var foldVersion: UInt32 { 1 }

  mutating func restore(from store: any ViewReading, storedAs name: String) {
    contents = Tables()
  }

  mutating func apply(_ events: [RecordedEvent]) {
    position = events.last?.position ?? position
  }

  mutating func drain() -> [RowChange] {
    let isUnique = isKnownUniquelyReferenced(&contents)
    ledger.drains.withLock { $0.append(isUnique ? .inPlace : .ofACopy) }
    return []
  }

  mutating func evict() {}

  func blank() -> any Fold { WatchedFold(ledger: ledger) }
}
