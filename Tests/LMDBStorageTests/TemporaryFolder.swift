import Foundation
import LMDBStorage

/// A folder that is removed with the value.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "switchboard-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // Nothing is lost by a folder that stays.
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Opens storage in the folder, lends it, and closes it.
  func withStorage<Value>(
    _ options: StorageOptions = .small, _ body: (LMDBStorage) async throws -> Value
  ) async throws -> Value {
    let storage = try LMDBStorage.open(folder: path, options: options)
    let outcome: Result<Value, any Error>
    do { outcome = .success(try await body(storage)) } catch { outcome = .failure(error) }
    try storage.close()
    return try outcome.get()
  }

  func copy(_ name: String, to other: String) throws {
    let destination = path + "/" + other
    if FileManager.default.fileExists(atPath: destination) {
      try FileManager.default.removeItem(atPath: destination)
    }
    try FileManager.default.copyItem(atPath: path + "/" + name, toPath: destination)
  }
}

extension StorageOptions {
  /// Bounds small enough for a hundred folders to be open at a time in one process.
  static var small: StorageOptions {
    var options = StorageOptions()
    options.logBytesMax = 64 << 20
    options.foldsBytesMax = 64 << 20
    options.keysBytesMax = 64 << 20
    return options
  }
}
