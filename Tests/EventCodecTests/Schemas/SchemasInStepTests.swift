import EventCodec
import Foundation
import Testing

/// `Schemas/` is written by the declarations: `UPDATE_GOLDEN=1 swift test` or `switchboard schema`.
@Suite("The folder Schemas")
struct SchemasInStepTests {
  private let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "../../../Schemas").standardizedFileURL

  @Test("holds what the declarations say, and nothing else")
  func agrees() throws {
    let files = SchemaWriter.files()
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" { try write(files) }
    for file in files {
      let found = FileManager.default.contents(atPath: folder.appending(path: file.path).path)
      #expect(found.map { [UInt8]($0) } == file.bytes, "\(file.path) differs")
    }
    let present = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
    let names = present.compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }
    #expect(Set(names) == Set(files.map(\.path)))
  }

  private func write(_ files: [SchemaFile]) throws {
    for file in files {
      let target = folder.appending(path: file.path)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: target)
    }
  }
}
