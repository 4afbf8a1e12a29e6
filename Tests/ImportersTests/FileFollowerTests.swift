import ContactCenter
import Foundation
import Importers
import Testing

@Suite("Following a log file")
struct FileFollowerTests {
  /// A folder of its own for a test, gone afterwards.
  private func withLog(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("follow-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      // What is left in a temporary folder harms nobody.
      try? FileManager.default.removeItem(at: folder)
    }
    try body(folder.appendingPathComponent("queue_log"))
  }

  private func append(_ text: String, to log: URL) throws {
    if !FileManager.default.fileExists(atPath: log.path) { try Data().write(to: log) }
    let handle = try FileHandle(forWritingTo: log)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  private func poll(_ follower: inout FileFollower) throws -> [FileFollower.Piece] {
    var pieces: [FileFollower.Piece] = []
    try follower.poll { pieces.append($0) }
    return pieces
  }

  private func lines(_ text: String) -> FileFollower.Piece { .lines(Array(text.utf8)) }

  @Test("a file that does not exist yet is waited for")
  func notYet() throws {
    try withLog { log in
      var follower = FileFollower(path: log.path)
      #expect(try poll(&follower) == [])
      try append("a\n", to: log)
      #expect(try poll(&follower) == [lines("a\n")])
      #expect(try poll(&follower) == [])
    }
  }

  @Test("a line that is still being written waits for its end")
  func partialLine() throws {
    try withLog { log in
      var follower = FileFollower(path: log.path)
      try append("a\nb", to: log)
      #expect(try poll(&follower) == [lines("a\n")])
      #expect(try poll(&follower) == [])
      try append("c\n", to: log)
      #expect(try poll(&follower) == [lines("bc\n")])
    }
  }

  @Test("a rotated file is read to its end, then the new one from its beginning")
  func rotation() throws {
    try withLog { log in
      var follower = FileFollower(path: log.path)
      try append("a\n", to: log)
      _ = try poll(&follower)
      try append("b\nc", to: log)
      try FileManager.default.moveItem(
        at: log, to: log.deletingLastPathComponent().appendingPathComponent("queue_log.1"))
      try append("d\n", to: log)
      #expect(try poll(&follower) == [lines("b\n"), lines("c\n"), .rotated, lines("d\n")])
    }
  }

  @Test("a file that is moved away is followed when a new one comes")
  func gap() throws {
    try withLog { log in
      var follower = FileFollower(path: log.path)
      try append("a\n", to: log)
      _ = try poll(&follower)
      try FileManager.default.moveItem(
        at: log, to: log.deletingLastPathComponent().appendingPathComponent("queue_log.1"))
      #expect(try poll(&follower) == [])
      try append("b\n", to: log)
      #expect(try poll(&follower) == [.rotated, lines("b\n")])
    }
  }

  @Test(
    "a file that is truncated is read from its beginning, even when it has grown past the place")
  func truncation() throws {
    try withLog { log in
      var follower = FileFollower(path: log.path)
      try append("first\n", to: log)
      _ = try poll(&follower)
      try Data("x\n".utf8).write(to: log, options: [])
      #expect(try poll(&follower) == [.rotated, lines("x\n")])
      try Data("another and longer beginning\n".utf8).write(to: log, options: [])
      #expect(try poll(&follower) == [.rotated, lines("another and longer beginning\n")])
    }
  }

  @Test("reading goes on after a restart, unless the file was rotated meanwhile")
  func restart() throws {
    try withLog { log in
      var first = FileFollower(path: log.path)
      try append("a\nb", to: log)
      _ = try poll(&first)
      let position = try #require(first.position)
      try append("c\n", to: log)
      var second = FileFollower(path: log.path, from: position)
      #expect(try poll(&second) == [lines("bc\n")])
      try FileManager.default.moveItem(
        at: log, to: log.deletingLastPathComponent().appendingPathComponent("queue_log.1"))
      try append("new\n", to: log)
      var third = FileFollower(path: log.path, from: position)
      #expect(try poll(&third) == [lines("new\n")])
    }
  }

  @Test("what is followed through a rotation is what one reading of both files gives")
  func importedThroughRotation() async throws {
    let before = "1700000000|c|q|NONE|ENTERQUEUE|||1\n1700000005|c|q|SIP/1|CONNECT|5|b|2\n"
    let after = "1700000009|c|q|SIP/1|COMPLETEAGENT|5|4|1\n"
    var importer = AsteriskQueueLogImporter()
    try withLog { log in
      var follower = FileFollower(path: log.path)
      let take = { (importer: inout AsteriskQueueLogImporter) in
        try follower.poll { piece in
          switch piece {
          case .lines(let bytes): importer.read(bytes)
          case .rotated: importer.finish()
          }
        }
      }
      try append(before, to: log)
      try take(&importer)
      try FileManager.default.moveItem(
        at: log, to: log.deletingLastPathComponent().appendingPathComponent("queue_log.1"))
      try append(after, to: log)
      try take(&importer)
    }
    importer.flush()
    var followed = AggregateSink()
    await importer.deliver(to: &followed)
    let (whole, _) = await imported(before + after)
    #expect(followed.events.map(\.id) == whole.events.map(\.id))
    #expect(followed.phase(ofCall: "c") == .closed)
  }
}
