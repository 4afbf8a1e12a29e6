import CustomerKeys
import EventLog
import Foundation
import LMDBStorage
import TestSupport
import Testing

@Suite("Damage beside the log")
struct PartDamageTests {
  /// Ways in which a file may be damaged.
  enum Way: CaseIterable {
    case meta, pages, cut, empty

    func apply(to path: String) throws {
      let url = URL(fileURLWithPath: path)
      var bytes = try Data(contentsOf: url)
      switch self {
      case .meta: for index in 0..<8_192 { bytes[index] = 0x5A }
      case .pages: for index in 8_192..<bytes.count { bytes[index] ^= 0x5A }
      case .cut: bytes = bytes[..<(bytes.count / 4_096 / 2 * 4_096)]
      case .empty: bytes = Data()
      }
      try bytes.write(to: url)
    }
  }

  @Test(
    "damaged folds are folded again, however they are damaged", arguments: ["indexes", "views"],
    Way.allCases)
  func folds(name: String, way: Way) async throws {
    let folder = try await filled()
    try way.apply(to: folder.path + "/folds/\(name)/data.mdb")
    let reading = Result { try LMDBStorage.openReadOnly(folder: folder.path, options: .small) }
    guard case .failure(let failure as StorageFailure) = reading,
      case .partDamaged(.folds, _) = failure
    else {
      Issue.record("opened, or failed otherwise: \(reading)")
      return
    }
    #expect("\(failure)".contains("folded from the log again"))
    let checked = try LMDBStorage.openVerifier(folder: folder.path, options: .small)
    #expect((checked.indexesFailure == nil) == (name == "views"))
    #expect(try checked.verify(after: 0) { _, _ in true }.position == 30)
    try await folder.withStorage { storage async throws in
      let view = try storage.views.checkpoint(ofView: "v")
      #expect(view == nil || name == "indexes")
      #expect(try storage.log.positions(ofStream: "call/1", afterVersion: 0, limit: 99).count == 30)
      #expect(try await storage.log.append(Samples.request("7")).isRepeat)
      #expect(try storage.verifier.verify(after: 0) { _, _ in true }.position == 30)
    }
  }

  @Test(
    "damaged keys and state are named, with what to do", arguments: ["keys", "state"],
    [Way.meta, .pages, .cut])
  func parts(name: String, way: Way) async throws {
    let folder = try await filled()
    try way.apply(to: folder.path + "/\(name)/data.mdb")
    for isReadOnly in [true, false] {
      let failure = #expect(throws: StorageFailure.self) {
        let open = isReadOnly ? LMDBStorage.openReadOnly : LMDBStorage.open
        _ = try open(folder.path, .small)
      }
      guard case .partDamaged(let part, _) = failure, part.rawValue == name else {
        Issue.record("opened, or failed otherwise: \(String(describing: failure))")
        return
      }
      #expect(String(describing: failure).contains("restore it from a backup"))
    }
  }

  @Test("after an unclean end of the machine the log is verified without its indexes")
  func untrusted() async throws {
    let folder = try await filled()
    try Data("another boot".utf8).write(to: URL(fileURLWithPath: folder.path + "/folds/mark"))
    let verifier = try LMDBStorage.openVerifier(folder: folder.path, options: .small)
    #expect(try verifier.verify(after: 0) { _, _ in true }.position == 30)
    #expect(verifier.head == 30)
    #expect(String(describing: verifier.indexesFailure).contains("serve it once"))
  }

  private func filled() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try await folder.withStorage { storage async throws in
      for number in 0..<30 {
        _ = try storage.keys.key(for: "customer/\(number)")
        _ = try await storage.log.append(Samples.request("\(number)"))
      }
      let rows = (0..<100).map { RowChange(table: "t", key: "\($0)", value: [1, 2, 3]) }
      try storage.views.commit(
        view: "v", checkpoint: ViewCheckpoint(position: 30, foldVersion: 1), changes: rows)
      for number in 0..<100 {
        try storage.state.set(table: "tokens", key: "\(number)", value: [1])
      }
    }
    return folder
  }
}
