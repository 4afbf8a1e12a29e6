internal import Foundation

/// Lends a folder for a bench's data; a temporary one, in the folder where the bench was called so
/// that it lies on a disk, is removed again.
func withBenchFolder(
  _ given: String?, _ body: (String) async throws -> Void
) async throws {
  if let given {
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
