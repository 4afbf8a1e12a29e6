internal import Foundation

/// Lends a folder for a bench's data; a temporary one, in the folder where the bench was called so
/// that it lies on a disk, is removed again.
///
/// - Throws: `CommandFailure` where the folder that is named is not empty.
func withBenchFolder(
  _ given: String?, _ body: (String) async throws -> Void
) async throws {
  if let given {
    // A folder that is not there holds nothing.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: given)) ?? []
    guard names.isEmpty else {
      throw CommandFailure(
        "\(given) is not empty, and invented calls would stay in its log for ever: name a folder "
          + "that is empty or missing")
    }
    try FileManager.default.createDirectory(atPath: given, withIntermediateDirectories: true)
    return try await body(given)
  }
  let process = ProcessInfo.processInfo.processIdentifier
  let folder = FileManager.default.currentDirectoryPath + "/.bench-\(process)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  // What cannot be removed is left for the person who sees it.
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try await body(folder)
}
