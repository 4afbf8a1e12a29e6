import EventLog
import Foundation
import LMDBStorage
import TestSupport
import Testing

@Suite("A full map or disk")
struct FullTests {
  @Test("a full map fails the group, stays readable, and takes more once its bound is raised")
  func fullMap() async throws {
    let folder = try TemporaryFolder()
    var options = StorageOptions.small
    options.logBytesMax = 256 << 10
    let kept = try await folder.withStorage(options) { storage async throws in
      let kept = try await appendUntilFull(storage)
      #expect(storage.log.head == UInt64(kept))
      #expect(try storage.log.allEvents().count == kept)
      // What was not kept is forgotten by every cache as well.
      let version = try await storage.log.perform { transaction throws(LogFailure) in
        try transaction.version(ofStream: "call/1")
      }
      #expect(version == UInt64(kept))
      let found = try await storage.log.perform { transaction throws(LogFailure) in
        try transaction.find(source: "test", id: "\(kept)")
      }
      #expect(found == nil)
      #expect(try storage.verifier.verify(after: 0) { _, _ in true }.position == UInt64(kept))
      return kept
    }
    #expect(kept > 10)
    options.logBytesMax = 64 << 20
    try await folder.withStorage(options) { storage async throws in
      let receipt = try await storage.log.append(Samples.request("\(kept)"))
      #expect(receipt.first == UInt64(kept) + 1 && !receipt.isRepeat)
    }
  }

  @Test("a full disk fails the group, stays readable, and is written again once there is room")
  func fullDisk() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      signal(SIGXFSZ, SIG_IGN)
      let storage = try LMDBStorage.open(folder: path, options: .small)
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let room = limit.rlim_cur
      limit.rlim_cur = 400 << 10
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let kept = try await appendUntilFull(storage)
      try ensure(kept > 10)
      try ensure(storage.log.head == UInt64(kept))
      try ensure(storage.log.allEvents().count == kept)
      limit.rlim_cur = room
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      for number in kept..<kept + 50 {
        let receipt = try await storage.log.append(Samples.request("\(number)"))
        try ensure(receipt.first == UInt64(number) + 1)
      }
      try ensure(
        storage.verifier.verify(after: 0) { _, _ in true }.position == storage.log.head)
      try storage.close()
    }
  }
}

/// Appends events of about a kilobyte until the log says that it is full.
///
/// - Returns: how many were kept.
func appendUntilFull(_ storage: LMDBStorage) async throws -> Int {
  let body = String(repeating: "x", count: 1000)
  for number in 0..<100_000 {
    do throws(LogFailure) {
      _ = try await storage.log.append(Samples.request("\(number)", body: body))
    } catch {
      guard case .full = error else { throw error }
      return number
    }
  }
  throw LogFailure.unavailable("the log never became full")
}
