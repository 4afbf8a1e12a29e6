import CustomerKeys
import EventLog
import Foundation
import LMDBStorage
import TestSupport
import Testing

@Suite("Views, state and keys")
struct StoreTests {
  @Test("views in LMDB keep the contract", arguments: ViewStoreContract.all)
  func views(clause: ViewStoreContract.Clause) async throws {
    try await TemporaryFolder().withStorage { try clause.check($0.views) }
  }

  @Test("views in memory keep the contract", arguments: ViewStoreContract.all)
  func viewsInMemory(clause: ViewStoreContract.Clause) throws {
    try clause.check(InMemoryViewStore())
  }

  @Test("facts in LMDB keep the contract", arguments: StateStoreContract.all)
  func facts(clause: StateStoreContract.Clause) async throws {
    try await TemporaryFolder().withStorage { try clause.check($0.state) }
  }

  @Test("facts in memory keep the contract", arguments: StateStoreContract.all)
  func factsInMemory(clause: StateStoreContract.Clause) throws {
    try clause.check(InMemoryStateStore())
  }

  @Test("facts are kept by table and key, listed in order, and survive a reopening")
  func state() async throws {
    let folder = try TemporaryFolder()
    try await folder.withStorage { storage async throws in
      try storage.state.set(table: "tokens", key: "b", value: [2])
      try storage.state.set(table: "tokens", key: "a", value: [1])
      try storage.state.set(table: "tokens2", key: "c", value: [3])
      try storage.state.set(table: "tokens", key: "d", value: [4])
      try storage.state.set(table: "tokens", key: "d", value: nil)
    }
    try await folder.withStorage { storage async throws in
      #expect(try storage.state.value(table: "tokens", key: "a") == [1])
      #expect(try storage.state.value(table: "tokens", key: "d") == nil)
      #expect(
        try storage.state.values(table: "tokens")
          == [StoredRow(key: "a", value: [1]), StoredRow(key: "b", value: [2])])
    }
  }

  @Test("a subject keeps its key, also after a reopening")
  func keys() async throws {
    let folder = try TemporaryFolder()
    let made = try await folder.withStorage { storage async throws in
      let made = try storage.keys.key(for: "customer/1")
      #expect(try storage.keys.key(for: "customer/1") == made)
      #expect(try storage.keys.key(id: made.id) == made)
      #expect(try storage.keys.key(for: "customer/2").id != made.id)
      _ = try await storage.log.append(Samples.request("a"))
      return made
    }
    try await folder.withStorage { storage async throws in
      #expect(try storage.keys.key(for: "customer/1") == made)
      #expect(try storage.keys.key(id: made.id) == made)
      #expect(try storage.keys.key(id: 99) == nil)
    }
  }

  @Test("a forgotten key is gone from the file, and its id is not given out again")
  func forgotten() async throws {
    let folder = try TemporaryFolder()
    let key = try await folder.withStorage { storage async throws in
      let key = try storage.keys.key(for: "customer/1")
      _ = try storage.keys.key(for: "customer/2")
      _ = try await storage.log.append(Samples.request("a"))
      return key
    }
    let before = try keyFile(folder)
    try await folder.withStorage { storage async throws in
      try storage.keys.forget(subject: "customer/1")
      try storage.keys.forget(subject: "customer/1")
      #expect(try storage.keys.key(id: key.id) == nil)
      let next = try storage.keys.key(for: "customer/1")
      #expect(next.id != key.id && next.key != key.key)
    }
    // A wrapped key begins with its version and its master key's identifier: 9 bytes, which the
    // other subject's shares; the 40 bytes after it are its own.
    let wrapped = try wrappedKeys(in: before)
    #expect(wrapped.count == 2)
    let after = try keyFile(folder)
    #expect(wrapped.count { after.range(of: $0) != nil } == 1)
  }

  @Test("a key forgotten before it was written is gone too")
  func forgottenBeforeWritten() async throws {
    try await TemporaryFolder().withStorage { storage async throws in
      let key = try storage.keys.key(for: "customer/1")
      try storage.keys.forget(subject: "customer/1")
      _ = try await storage.log.append(Samples.request("a"))
      #expect(try storage.keys.key(id: key.id) == nil)
    }
  }

  @Test("the master key's file is for its owner alone")
  func masterKeyMode() async throws {
    let folder = try TemporaryFolder()
    try await folder.withStorage { _ in }
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/master.key")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  private func keyFile(_ folder: TemporaryFolder) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: folder.path + "/keys/data.mdb"))
  }

  /// The different wrapped keys of a file: rows of 8 bytes of key and 49 of value.
  private func wrappedKeys(in file: Data) throws -> Set<Data> {
    var found: Set<Data> = []
    for id in 1...2 as ClosedRange<UInt8> {
      let row = Data([57 - 8, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, id, 1])
      let range = try #require(file.range(of: row))
      found.insert(file[range.upperBound + 8..<range.upperBound + 48])
    }
    return found
  }
}
