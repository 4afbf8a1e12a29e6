import CustomerKeys
import EventLog
import Foundation
import LMDBStorage
import TestSupport
import Testing

/// What a folder knows of itself: a part that is missing, or another's, is never replaced by a new
/// one in silence.
@Suite("A lost part of a folder")
struct LostTests {
  @Test("a log that lost its end is refused after another boot as well, and nothing is changed")
  func lostTail() async throws {
    let folder = try await filled(3)
    try folder.copy("log", to: "older")
    try await fill(folder, 3..<6)
    try folder.copy("older", to: "log")
    for boot in ["boot 1", "boot 2", "boot 3"] {
      let before = try marks(of: folder)
      let failure = #expect(throws: StorageFailure.self) {
        try LMDBStorage.open(folder: folder.path, options: options(boot: boot))
      }
      guard case .damaged(position: 4, _) = failure else {
        Issue.record("opened, or failed otherwise: \(String(describing: failure))")
        return
      }
      #expect(try marks(of: folder) == before)
      // The machine ended while the folder was open: the folds are not trusted.
      try Data("another boot".utf8).write(to: URL(fileURLWithPath: folder.path + "/folds/mark"))
    }
  }

  @Test("an emptied log is refused, whatever became of the folds")
  func emptiedLog() async throws {
    for keepsFolds in [true, false] {
      let folder = try await filled(3)
      try Data().write(to: URL(fileURLWithPath: folder.path + "/log/data.mdb"))
      if !keepsFolds { try FileManager.default.removeItem(atPath: folder.path + "/folds") }
      let failure = #expect(throws: StorageFailure.self) {
        try LMDBStorage.open(folder: folder.path, options: options(boot: "boot 2"))
      }
      guard case .damaged(position: 1, _) = failure else {
        Issue.record("opened, or failed otherwise: \(String(describing: failure))")
        return
      }
    }
  }

  @Test("the log of another folder is refused, whatever became of the folds")
  func otherLog() async throws {
    let folder = try await filled(3)
    let other = try await filled(3)
    try FileManager.default.removeItem(atPath: folder.path + "/folds")
    try FileManager.default.removeItem(atPath: folder.path + "/log")
    try FileManager.default.copyItem(atPath: other.path + "/log", toPath: folder.path + "/log")
    let failure = #expect(throws: StorageFailure.self) {
      try LMDBStorage.open(folder: folder.path, options: .small)
    }
    guard case .incompatible(let reason) = failure else {
      Issue.record("opened, or failed otherwise: \(String(describing: failure))")
      return
    }
    #expect(reason.contains("put that back"))
  }

  @Test("a master key that is missing beside its keys is not made anew")
  func masterKey() async throws {
    let folder = try await filled(1)
    let path = folder.path + "/master.key"
    let key = try Data(contentsOf: URL(fileURLWithPath: path))
    try FileManager.default.removeItem(atPath: path)
    let failure = #expect(throws: StorageFailure.self) {
      try LMDBStorage.open(folder: folder.path, options: .small)
    }
    #expect(String(describing: failure).contains("restore it from a backup"))
    #expect(!FileManager.default.fileExists(atPath: path))
    try key.write(to: URL(fileURLWithPath: path))
    #expect(chmod(path, 0o600) == 0)
    try await folder.withStorage { #expect($0.log.head == 1) }
  }

  @Test("keys that are missing are not made anew")
  func keys() async throws {
    let folder = try await filled(1)
    try FileManager.default.moveItem(
      atPath: folder.path + "/keys", toPath: folder.path + "/elsewhere")
    let failure = #expect(throws: StorageFailure.self) {
      try LMDBStorage.open(folder: folder.path, options: .small)
    }
    #expect(String(describing: failure).contains("keys/"))
    try FileManager.default.moveItem(
      atPath: folder.path + "/elsewhere", toPath: folder.path + "/keys")
    try await folder.withStorage { #expect($0.log.head == 1) }
  }

  @Test("an id that was given out is not given out again after everything under it was forgotten")
  func forgottenIDs() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    await #expect(processExitsWith: .exitCode(7)) { [path = path as String] in
      let storage = try LMDBStorage.open(folder: path, options: .small)
      try ensure(storage.keys.key(for: "customer/1").id == 1)
      _ = try await storage.log.append(Samples.request("a"))
      try ensure(storage.keys.key(for: "customer/2").id == 2)
      try storage.keys.forget(subject: "customer/1")
      _exit(7)
    }
    try await folder.withStorage { storage async throws in
      #expect(try storage.keys.key(for: "customer/3").id == 3)
    }
  }

  private func filled(_ count: Int) async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try await fill(folder, 0..<count)
    return folder
  }

  private func fill(_ folder: TemporaryFolder, _ numbers: Range<Int>) async throws {
    try await folder.withStorage(options(boot: "boot 1")) { storage async throws in
      for number in numbers { _ = try await storage.log.append(Samples.request("\(number)")) }
    }
  }

  private func options(boot: String) -> StorageOptions {
    var options = StorageOptions.small
    options.bootIdentity = { boot }
    return options
  }

  private func marks(of folder: TemporaryFolder) throws -> [String] {
    let mark = try String(contentsOfFile: folder.path + "/folds/mark", encoding: .utf8)
    return try [mark] + FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }
}
