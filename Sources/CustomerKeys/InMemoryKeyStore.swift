import Crypto
import Synchronization

/// Keys that live as long as the process: for tests and for logs that are in memory themselves.
public final class InMemoryKeyStore: KeyStore {
  private struct State {
    var idsBySubject: [String: [UInt64]] = [:]
    var keys: [UInt64: SubjectKey] = [:]
    var lastID: UInt64 = 0
  }

  private let state = Mutex(State())

  public init() {}

  public func key(for subject: String) throws(KeyFailure) -> SubjectKey {
    state.withLock { state in
      if let id = state.idsBySubject[subject]?.last, let key = state.keys[id] { return key }
      state.lastID += 1
      let key = SubjectKey(id: state.lastID, key: SymmetricKey(size: .bits256))
      state.idsBySubject[subject, default: []].append(key.id)
      state.keys[key.id] = key
      return key
    }
  }

  public func key(id: UInt64) throws(KeyFailure) -> SubjectKey? {
    state.withLock { $0.keys[id] }
  }

  public func forget(subject: String) throws(KeyFailure) {
    state.withLock { state in
      for id in state.idsBySubject.removeValue(forKey: subject) ?? [] { state.keys[id] = nil }
    }
  }
}
