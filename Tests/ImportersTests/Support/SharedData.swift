import Foundation

/// Real logs that stand beside the project, where they are there.
enum SharedData {
  /// The folder: `$SWITCHBOARD_SHARED_DATA`, or `../shared/data` beside the package.
  static let folder: URL = {
    if let folder = ProcessInfo.processInfo.environment["SWITCHBOARD_SHARED_DATA"] {
      return URL(fileURLWithPath: folder)
    }
    return packageRoot.deletingLastPathComponent().appendingPathComponent("shared/data")
  }()

  /// The root of the package that this file belongs to.
  static let packageRoot: URL = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  static func json(_ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: folder.appendingPathComponent(name))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  static var isThere: Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent("README.md").path)
  }

  /// A mapping that the project ships.
  static func mapping(_ name: String) throws -> String {
    try String(
      contentsOf: packageRoot.appendingPathComponent("deploy/mappings/\(name).yaml"),
      encoding: .utf8)
  }
}
