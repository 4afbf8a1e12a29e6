import CustomerKeys
import EventLog
import Foundation
import LMDBStorage
import TestSupport
import Testing

@Suite("A data folder")
struct FolderTests {
  @Test("a second opening for writing is refused with a word about --url")
  func lock() async throws {
    let folder = try TemporaryFolder()
    try await folder.withStorage { _ in
      let failure = #expect(throws: StorageFailure.served(folder: folder.path)) {
        try LMDBStorage.open(folder: folder.path, options: .small)
      }
      let text = "\(try #require(failure))"
      #expect(text.contains("--url"))
    }
    try await folder.withStorage { #expect($0.log.head == 0) }
  }

  @Test("another process is refused the folder, may read it, and sees new commits")
  func otherProcess() async throws {
    let folder = try TemporaryFolder()
    try await folder.withStorage { storage async throws in
      _ = try await storage.log.append(Samples.request("a"))
      let path = folder.path
      await #expect(processExitsWith: .success) { [path = path as String] in
        // Why it is refused is another test's question.
        try ensure((try? LMDBStorage.open(folder: path, options: .small)) == nil)
        let reading = try LMDBStorage.openReadOnly(folder: path, options: .small)
        try ensure(reading.log.head == 1)
        try ensure(reading.log.event(at: 1)?.id == "a")
        var outcome: LogFailure?
        do throws(LogFailure) { _ = try await reading.log.append(Samples.request("b")) } catch {
          outcome = error
        }
        try ensure(outcome != nil)
        try ensure(reading.verifier.verify(after: 0) { _, _ in true }.position == 1)
      }
      for number in 0..<20 { _ = try await storage.log.append(Samples.request("n\(number)")) }
      await #expect(processExitsWith: .success) { [path = path as String] in
        let reading = try LMDBStorage.openReadOnly(folder: path, options: .small)
        try ensure(reading.log.head == 21)
        try ensure(
          reading.log.positions(ofStream: "call/1", afterVersion: 0, limit: 100).count == 21)
        try ensure(
          reading.log.positions(ofType: "call.noted", after: 20, limit: 100) == [21])
      }
    }
  }

  @Test("a folder without a log is not opened for reading")
  func missing() throws {
    let folder = try TemporaryFolder()
    #expect(throws: StorageFailure.missing(folder: folder.path)) {
      try LMDBStorage.openReadOnly(folder: folder.path, options: .small)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("the end of the process keeps the folds, the end of the machine has them folded again")
  func uncleanEnd() async throws {
    let folder = try TemporaryFolder()
    await endWithoutClosing(folder.path)
    let seen = Recorder<UInt64>()
    var options = StorageOptions.small
    options.progress = { position, _ in seen.append(position) }
    options.bootIdentity = { "boot 1" }
    try await folder.withStorage(options) { storage async throws in
      #expect(try storage.views.checkpoint(ofView: "v")?.position == 1)
      #expect(storage.log.head == 30)
    }
    #expect(seen.values.allSatisfy { $0 == 30 })

    await endWithoutClosing(folder.path)
    let seenAgain = Recorder<UInt64>()
    options.progress = { position, _ in seenAgain.append(position) }
    options.bootIdentity = { "boot 2" }
    try await folder.withStorage(options) { storage async throws in
      #expect(try storage.views.checkpoint(ofView: "v") == nil)
      #expect(seenAgain.values.last == 30)
      #expect(try storage.log.positions(ofStream: "call/1", afterVersion: 0, limit: 99).count == 30)
      #expect(try await storage.log.append(Samples.request("7")).isRepeat)
      #expect(try storage.verifier.verify(after: 0) { _, _ in true }.position == 30)
    }
  }

  @Test("after a clean end another boot of the machine trusts the folds")
  func cleanEnd() async throws {
    let folder = try TemporaryFolder()
    var options = StorageOptions.small
    options.bootIdentity = { "boot 1" }
    try await folder.withStorage(options) { storage async throws in
      let checkpoint = ViewCheckpoint(position: 0, foldVersion: 1)
      try storage.views.commit(view: "v", checkpoint: checkpoint, changes: [])
    }
    options.bootIdentity = { "boot 2" }
    try await folder.withStorage(options) { storage async throws in
      #expect(try storage.views.checkpoint(ofView: "v") != nil)
    }
  }

  /// Appends thirty events, the same every time, in a process that then just ends.
  private func endWithoutClosing(_ path: String) async {
    await #expect(processExitsWith: .exitCode(7)) { [path = path as String] in
      var options = StorageOptions.small
      options.bootIdentity = { "boot 1" }
      let storage = try LMDBStorage.open(folder: path, options: options)
      for number in 0..<30 { _ = try await storage.log.append(Samples.request("\(number)")) }
      let checkpoint = ViewCheckpoint(position: 1, foldVersion: 1)
      try storage.views.commit(view: "v", checkpoint: checkpoint, changes: [])
      _exit(7)
    }
  }

  @Test(
    "kill -9 at any moment loses nothing that was answered", arguments: 1...6 as ClosedRange<UInt64>
  )
  func killed(seed: UInt64) async throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: seed)
    for round in 0..<3 {
      let appends = Int.random(in: 1...400, using: &generator)
      let path = folder.path
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = path as String, appends = appends as Int, round = round as Int] in
        try await Killed.append(appends, round: round, folder: path)
      }
      let answered = try Killed.answered(in: path)
      try await folder.withStorage { storage async throws in
        let events = try storage.log.allEvents()
        #expect(events.map(\.position) == Array(1...storage.log.head), "seed \(seed)")
        let ids = Set(events.map(\.id))
        #expect(answered.allSatisfy { ids.contains($0) }, "seed \(seed), round \(round)")
        #expect(ids.count == events.count)
        let verified = try storage.verifier.verify(after: 0) { _, _ in true }
        #expect(verified.position == storage.log.head)
        for (subject, id) in try Killed.keys(in: path) {
          #expect(try storage.keys.key(for: subject).id == id, "seed \(seed), round \(round)")
        }
      }
    }
  }
}
