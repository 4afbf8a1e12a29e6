import Crypto
import CustomerKeys
import EventLog
import LMDB
import Synchronization

/// Subjects' keys in a synced file of their own, apart from the log, wrapped by the master key.
///
/// - `keys`: id (big-endian) → wrapped key
/// - `subjects`: subject → ids of its keys, the current one last
/// - `meta`: the last id given out
///
/// A new key is handed out at once and written, with all others that are new, before the log
/// commits any record that may rest on it (`commitNew`): one sync a group instead of one a caller,
/// and none for a group without a new subject. If the process ends before, nothing that is durable
/// was sealed under it.
final class LMDBKeyStore: KeyStore {
  private struct State {
    var lastID: UInt64
    /// Keys that are not on disk yet, and those of them that are being written.
    var new: [(subject: [UInt8], key: SubjectKey)] = []
    var writing: [(subject: [UInt8], key: SubjectKey)] = []
    var cachedBySubject: [[UInt8]: SubjectKey] = [:]
    var cachedByID: [UInt64: SubjectKey] = [:]
  }

  let environment: Environment
  private let keys: Table
  private let subjects: Table
  private let meta: Table
  private let master: MasterKey
  private let isReadOnly: Bool
  private let state: Mutex<State>
  /// Held while the file is written, so that nobody has to wait for the disk to be given a key.
  private let fileLock = Mutex<Void>(())

  private static let lastID = Array("lastID".utf8)
  /// Keys kept unwrapped in memory.
  private static let cachedMax = 16_384

  init(
    path: String, master: MasterKey, options: StorageOptions, isReadOnly: Bool
  ) throws(LMDBFailure) {
    self.master = master
    self.isReadOnly = isReadOnly
    environment = try Environment.open(
      path: path,
      options: EnvironmentOptions(
        mapBytes: options.keysBytesMax, readersMax: options.readersMax, isReadOnly: isReadOnly))
    try environment.checkPages()
    let tables = try environment.openTables(["keys", "subjects", "meta"])
    (keys, subjects, meta) = (tables[0], tables[1], tables[2])
    let last = try environment.beginReading().value(of: LMDBKeyStore.lastID, in: tables[2])
    state = Mutex(State(lastID: Indexes.word(last ?? [])))
  }

  func key(for subject: String) throws(KeyFailure) -> SubjectKey {
    let name = IndexKeys.name(Array(subject.utf8))
    return try locked { state throws(KeyFailure) in
      if let cached = state.cachedBySubject[name] { return cached }
      if let id = try storedIDs(of: name).last, let key = try storedKey(id) {
        LMDBKeyStore.cache(key, subject: name, in: &state)
        return key
      }
      guard !isReadOnly else {
        throw .unavailable("\(subject) has no key, and the folder is only read")
      }
      state.lastID += 1
      let key = SubjectKey(id: state.lastID, key: SymmetricKey(size: .bits256))
      state.new.append((name, key))
      LMDBKeyStore.cache(key, subject: name, in: &state)
      return key
    }
  }

  func key(id: UInt64) throws(KeyFailure) -> SubjectKey? {
    try locked { state throws(KeyFailure) in
      if let cached = state.cachedByID[id] { return cached }
      guard let key = try storedKey(id) else { return nil }
      LMDBKeyStore.cache(key, subject: nil, in: &state)
      return key
    }
  }

  func forget(subject: String) throws(KeyFailure) {
    let name = IndexKeys.name(Array(subject.utf8))
    let outcome: Result<Void, KeyFailure> = fileLock.withLock { _ in
      do throws(KeyFailure) {
        let stored = try storedIDs(of: name)
        let lastID = state.withLock { $0.lastID }
        if !stored.isEmpty { try remove(stored, of: name, lastID: lastID) }
        state.withLock { state in
          let unwritten = state.new.filter { $0.subject == name }.map(\.key.id)
          state.new.removeAll { $0.subject == name }
          state.cachedBySubject[name] = nil
          for id in unwritten + stored { state.cachedByID[id] = nil }
        }
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try outcome.get()
  }

  /// Makes the keys handed out so far durable; costs nothing where none is new.
  func commitNew() throws(LogFailure) {
    let outcome: Result<Void, KeyFailure> = fileLock.withLock { _ in
      let lastID = state.withLock { state in
        swap(&state.new, &state.writing)
        return state.lastID
      }
      // Only here is `writing` changed, under the lock of the file.
      let writing = state.withLock { $0.writing }
      guard !writing.isEmpty else { return .success(()) }
      do throws(KeyFailure) { try write(writing, lastID: lastID) } catch {
        state.withLock { state in
          state.new = writing + state.new
          state.writing = []
        }
        return .failure(error)
      }
      state.withLock { $0.writing = [] }
      return .success(())
    }
    switch outcome {
    case .success: return
    case .failure(.full(let what)): throw .full(what)
    case .failure(let failure): throw .unavailable("the keys cannot be written: \(failure)")
    }
  }

  private func write(
    _ new: [(subject: [UInt8], key: SubjectKey)], lastID: UInt64
  ) throws(KeyFailure) {
    var wrapped: [[UInt8]] = []
    for (_, key) in new { wrapped.append(try master.wrap(key.key)) }
    do throws(LMDBFailure) {
      var transaction = try environment.beginWriting()
      for (entry, bytes) in zip(new, wrapped) {
        try transaction.put(entry.key.id, bytes[...], in: keys)
        let known = try transaction.value(of: entry.subject, in: subjects) ?? []
        try transaction.put(entry.subject, known + Indexes.bytes(entry.key.id), in: subjects)
      }
      try transaction.put(LMDBKeyStore.lastID, Indexes.bytes(lastID), in: meta)
      try transaction.commit()
    } catch {
      throw KeyFailure(error)
    }
  }

  /// Deletes the rows, and then what their old pages still hold of the keys.
  private func remove(
    _ ids: [UInt64], of subject: [UInt8], lastID: UInt64
  ) throws(KeyFailure) {
    do throws(LMDBFailure) { try delete(ids, of: subject, lastID: lastID) } catch {
      throw KeyFailure(error)
    }
  }

  private func delete(
    _ ids: [UInt64], of subject: [UInt8], lastID: UInt64
  ) throws(LMDBFailure) {
    var transaction = try environment.beginWriting()
    var secrets: [[UInt8]] = []
    for id in ids {
      let key = Indexes.bigEndian(id)
      if let wrapped = try transaction.value(of: key, in: keys) { secrets.append(wrapped) }
      try transaction.delete(key, in: keys)
    }
    try transaction.delete(subject, in: subjects)
    try transaction.put(LMDBKeyStore.lastID, Indexes.bytes(lastID), in: meta)
    try transaction.commit()
    try environment.overwriteFreed(secrets)
  }

  private func storedIDs(of subject: [UInt8]) throws(KeyFailure) -> [UInt64] {
    do throws(LMDBFailure) {
      let transaction = try environment.beginReading()
      guard let bytes = try transaction.value(of: subject, in: subjects) else { return [] }
      return stride(from: 0, to: bytes.count, by: 8).map { Indexes.word(bytes[$0..<$0 + 8]) }
    } catch {
      throw KeyFailure(error)
    }
  }

  private func storedKey(_ id: UInt64) throws(KeyFailure) -> SubjectKey? {
    let wrapped: [UInt8]?
    do throws(LMDBFailure) {
      let transaction = try environment.beginReading()
      wrapped = try transaction.value(of: Indexes.bigEndian(id), in: keys)
    } catch {
      throw KeyFailure(error)
    }
    guard let wrapped else { return nil }
    return SubjectKey(id: id, key: try master.unwrap(wrapped))
  }

  private static func cache(_ key: SubjectKey, subject: [UInt8]?, in state: inout State) {
    bound(&state)
    state.cachedByID[key.id] = key
    if let subject { state.cachedBySubject[subject] = key }
  }

  /// Empties a full cache, but for what is not on disk yet.
  private static func bound(_ state: inout State) {
    let unwritten = state.writing + state.new
    guard max(state.cachedByID.count, state.cachedBySubject.count) >= cachedMax + unwritten.count
    else { return }
    state.cachedByID = [:]
    state.cachedBySubject = [:]
    for (subject, key) in unwritten {
      state.cachedByID[key.id] = key
      state.cachedBySubject[subject] = key
    }
  }

  private func locked<Value>(
    _ body: (inout State) throws(KeyFailure) -> Value
  ) throws(KeyFailure) -> Value {
    let outcome: Result<Value, KeyFailure> = state.withLock { state in
      do throws(KeyFailure) { return .success(try body(&state)) } catch { return .failure(error) }
    }
    return try outcome.get()
  }
}
