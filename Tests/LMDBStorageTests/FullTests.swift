import EventLog
import Foundation
import TestSupport
import Testing

@testable import LMDBStorage

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

  @Test("what was decided on a group that failed fails with it, and nothing of either is kept")
  func fullMapUnderLoad() async throws {
    var options = StorageOptions.small
    options.logBytesMax = 512 << 10
    try await TemporaryFolder().withStorage(options) { storage async throws in
      let kept = await withTaskGroup(of: [String].self) { group in
        for lane in 0..<16 {
          group.addTask { await appendAll(200, to: "call/\(lane)", in: storage) }
        }
        return await group.reduce(into: Set<String>()) { $0.formUnion($1) }
      }
      #expect(!kept.isEmpty && kept.count < 16 * 200)
      let stored = try storage.log.allEvents()
      #expect(Set(stored.map { "\($0.stream) \($0.id)" }) == kept)
      #expect(storage.log.head == UInt64(kept.count))
      for lane in 0..<16 {
        let count = kept.count { $0.hasPrefix("call/\(lane) ") }
        let version = try await storage.log.perform { transaction throws(LogFailure) in
          try transaction.version(ofStream: "call/\(lane)")
        }
        #expect(version == UInt64(count))
      }
      #expect(try storage.verifier.verify(after: 0) { _, _ in true }.position == storage.log.head)
    }
  }

  @Test("full folds are tried again with a group, and not all the time")
  func fullFolds() async throws {
    let folder = try TemporaryFolder()
    var options = StorageOptions.small
    options.foldsBytesMax = 256 << 10
    let kept = try await folder.withStorage(options) { storage async throws in
      let indexer = try #require(storage.log as? LMDBEventLog).indexer
      var kept = 0
      while kept < 10_000, indexer.waitUntilIdle() == .idle {
        _ = try await storage.log.append(
          Samples.request("\(kept)", stream: "call/\(kept)" + kilobyte.prefix(400)))
        kept += 1
      }
      _ = indexer.waitUntilIdle()
      let tried = indexer.batches
      for _ in 0..<20 { #expect(try storage.log.allEvents().count == kept) }
      #expect(indexer.batches <= tried + 1)
      _ = try await storage.log.append(Samples.request("more"))
      guard case .failed(.full(let what)) = indexer.waitUntilIdle() else {
        Issue.record("the folds are not full: \(indexer.progress)")
        return kept
      }
      #expect(what.contains("folds/indexes"))
      return kept
    }
    #expect(kept > 10)
    options.foldsBytesMax = nil
    try await folder.withStorage(options) { storage async throws in
      #expect(try await storage.log.append(Samples.request("more")).isRepeat)
      #expect(try storage.verifier.verify(after: 0) { _, _ in true }.position == UInt64(kept) + 1)
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

/// Appends events of half a kilobyte to a stream, one after the other, whatever becomes of them.
///
/// - Returns: the stream and id of those that were kept.
private func appendAll(_ count: Int, to stream: String, in storage: LMDBStorage) async -> [String] {
  let body = String(repeating: "x", count: 500)
  var kept: [String] = []
  for number in 0..<count {
    let request = Samples.request("\(stream)-\(number)", stream: stream, body: body)
    // A refusal is what the test is about.
    guard (try? await storage.log.append(request)) != nil else { continue }
    kept.append("\(stream) \(stream)-\(number)")
  }
  return kept
}

/// The text of an event of about a kilobyte.
let kilobyte = String(repeating: "x", count: 1000)

/// Appends events of about a kilobyte until the log says that it is full.
///
/// - Returns: how many were kept.
func appendUntilFull(_ storage: LMDBStorage) async throws -> Int {
  for number in 0..<100_000 {
    do throws(LogFailure) {
      _ = try await storage.log.append(Samples.request("\(number)", body: kilobyte))
    } catch {
      guard case .full = error else { throw error }
      return number
    }
  }
  throw LogFailure.unavailable("the log never became full")
}
