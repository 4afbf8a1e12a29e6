internal import ArgumentParser
internal import EventCodec
internal import Foundation

/// `switchboard schema`: the schemas of events and routes, as files.
struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Write Schemas/ from the event types and routes.",
    discussion: "With --check nothing is written; exit code 2 when a file is missing or differs.")

  @Option(help: ArgumentHelp("The folder to write or check.", valueName: "DIR"))
  var folder: String = "Schemas"
  @Flag(help: "Only compare.") var check = false

  func run() async throws {
    let files = SchemaWriter.files()
    let wanted = Set(files.map(\.path))
    let stray = try present().filter { !wanted.contains($0) }
    guard !check else { return try compare(files, stray) }
    for path in stray { try FileManager.default.removeItem(atPath: folder + "/" + path) }
    for file in files {
      let path = folder + "/" + file.path
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data(file.bytes).write(to: URL(fileURLWithPath: path))
    }
    writeOut("\(files.count) files in \(folder)\n")
  }

  private func compare(_ files: [SchemaFile], _ stray: [String]) throws {
    var complaints = stray.map { "\($0): no such schema any more" }
    for file in files {
      guard let found = FileManager.default.contents(atPath: folder + "/" + file.path) else {
        complaints.append("\(file.path): missing")
        continue
      }
      if Array(found) != file.bytes { complaints.append("\(file.path): differs from the code") }
    }
    guard !complaints.isEmpty else { return writeOut("\(files.count) files agree\n") }
    complaints.sorted().forEach(writeError)
    writeError("run: switchboard schema --folder \(folder)")
    throw ExitCode(2)
  }

  private func present() throws -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: folder) else { return [] }
    return walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }
  }
}
