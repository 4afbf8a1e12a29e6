import Foundation

/// The house as it lies on the disk.
enum House {
  /// The folder of Package.swift.
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The Swift files under Sources and Tests, and Package.swift.
  static let swiftFiles: [SourceFile] =
    (files(under: "Sources") + files(under: "Tests") + ["Package.swift"])
    .filter { $0.hasSuffix(".swift") }
    .compactMap { path in text(of: path).map { SourceFile(path: path, text: $0) } }

  /// The Swift files under Sources alone.
  static var sources: [SourceFile] { swiftFiles.filter { $0.path.hasPrefix("Sources/") } }

  /// The paths of all files under a folder, relative to the root, sorted. Hidden ones included.
  static func files(under folder: String) -> [String] {
    let start = root.appending(path: folder)
    let found = FileManager.default.enumerator(atPath: start.path)?.compactMap { $0 as? String }
    return (found ?? []).map { "\(folder)/\($0)" }.filter { !isFolder($0) }.sorted()
  }

  /// The names in a folder, sorted; empty where there is no such folder.
  static func entries(of folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: folder).path)
    return (names ?? []).sorted()
  }

  /// The text of a file, or nil where it does not exist or is not text.
  static func text(of path: String) -> String? {
    try? String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Whether a file exists that may be executed.
  static func isExecutable(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: root.appending(path: path).path)
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(
      atPath: root.appending(path: path).path, isDirectory: &isFolder)
    return exists && isFolder.boolValue
  }
}
