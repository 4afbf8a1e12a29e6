import Crypto
import CustomerKeys
import Foundation
import Testing

@Suite("The master key")
struct MasterKeyTests {
  @Test("the file is made at first use, for its owner alone, and read again later")
  func createsAndReads() throws {
    try withFolder { folder in
      let path = "\(folder)/master.key"
      let dataKey = SymmetricKey(size: .bits256)
      let wrapped = try MasterKey.open(path: path).wrap(dataKey)
      #expect(try mode(of: path) == 0o600)
      #expect(wrapped.count == MasterKey.wrappedBytes)
      #expect(try MasterKey.open(path: path).unwrap(wrapped) == dataKey)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["master.key"])
    }
  }

  @Test("a file that others may read is refused", arguments: [0o640, 0o604, 0o620, 0o601])
  func refusesExposed(mode: Int) throws {
    try withFolder { folder in
      let path = "\(folder)/master.key"
      _ = try MasterKey.open(path: path)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      #expect(throws: KeyFailure.exposed(path: path, mode: UInt32(mode))) {
        try MasterKey.open(path: path)
      }
    }
  }

  @Test(
    "a file that holds no key is damaged, never replaced",
    arguments: ["", "# nothing\n", "abc\n", String(repeating: "g", count: 64)])
  func refusesDamaged(text: String) throws {
    try withFolder { folder in
      let path = "\(folder)/master.key"
      #expect(
        FileManager.default.createFile(
          atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600]))
      let failure = #expect(throws: KeyFailure.self) { try MasterKey.open(path: path) }
      guard case .damaged = failure else {
        Issue.record("\(String(describing: failure))")
        return
      }
      let kept = try String(contentsOfFile: path, encoding: .utf8)
      #expect(kept == text)
    }
  }

  @Test("a folder that does not exist is said to be unavailable")
  func refusesMissingFolder() {
    #expect(throws: KeyFailure.self) { try MasterKey.open(path: "/nowhere/at/all/master.key") }
  }

  @Test("another master key is named, and a changed wrapped key is damaged")
  func refusesOthers() throws {
    let dataKey = SymmetricKey(size: .bits256)
    let wrapped = try MasterKey().wrap(dataKey)
    let identifier = wrapped[1..<9].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    #expect(throws: KeyFailure.otherMasterKey(identifier: identifier)) {
      try MasterKey().unwrap(wrapped)
    }
    let master = MasterKey()
    var damaged = try master.wrap(dataKey)
    damaged[20] ^= 1
    #expect(throws: KeyFailure.self) { try master.unwrap(damaged) }
    #expect(throws: KeyFailure.self) { try master.unwrap(Array(damaged.dropLast())) }
  }

  @Test("a file with an older and a newer key unwraps what either wrapped")
  func keepsOlderKeys() throws {
    try withFolder { folder in
      let first = "\(folder)/first.key"
      let second = "\(folder)/second.key"
      let both = "\(folder)/both.key"
      let dataKey = SymmetricKey(size: .bits256)
      let old = try MasterKey.open(path: first).wrap(dataKey)
      let new = try MasterKey.open(path: second).wrap(dataKey)
      let text =
        try String(contentsOfFile: first, encoding: .utf8)
        + String(contentsOfFile: second, encoding: .utf8)
      #expect(
        FileManager.default.createFile(
          atPath: both, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600]))
      let master = try MasterKey.open(path: both)
      #expect(try master.unwrap(old) == dataKey)
      #expect(try master.unwrap(new) == dataKey)
      #expect(try Array(master.wrap(dataKey)[1..<9]) == Array(new[1..<9]))
    }
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "switchboard-keys-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      // A folder that cannot be removed is the machine's business, not the test's.
      try? FileManager.default.removeItem(at: folder)
    }
    try body(folder.path)
  }

  private func mode(of path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }
}
