import Synchronization

/// A `StateStore` that forgets everything with the process: for tests and trials.
public final class InMemoryStateStore: StateStore {
  private let state = Mutex<[ByteName: [ByteName: [UInt8]]]>([:])

  public init() {}

  public func value(table: String, key: String) throws(LogFailure) -> [UInt8]? {
    state.withLock { $0[ByteName(table)]?[ByteName(key)] }
  }

  public func values(table: String) throws(LogFailure) -> [StoredRow] {
    InMemoryViewStore.sorted(state.withLock { $0[ByteName(table)] ?? [:] })
  }

  public func set(table: String, key: String, value: [UInt8]?) throws(LogFailure) {
    state.withLock { $0[ByteName(table), default: [:]][ByteName(key)] = value }
  }
}
