import Foundation
import Glibc

/// Folders of the data folder: made durably, removed whole.
enum Folders {
  /// Makes a folder with mode 0700 and what leads to it, and syncs its parent.
  static func make(_ path: String) throws(StorageFailure) {
    do {
      guard !exists(path) else { return }
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unavailable("\(path): \(error)")
    }
    try sync(parent(of: path))
  }

  /// The folder in which a path's last name stands; empty for the present one.
  ///
  /// By hand, since Foundation's `deletingLastPathComponent` ends the process for a relative name
  /// of one character.
  static func parent(of path: String) -> String {
    let name = path.utf8.reversed().drop { $0 == UInt8(ascii: "/") }
    let rest = name.drop { $0 != UInt8(ascii: "/") }
    guard !rest.isEmpty else { return name.isEmpty && !path.isEmpty ? "/" : "" }
    let parent = rest.drop { $0 == UInt8(ascii: "/") }
    return parent.isEmpty ? "/" : String(decoding: parent.reversed(), as: UTF8.self)
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  /// Whether a file is there and has content.
  static func holdsData(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_size > 0
  }

  /// Removes a folder and all it holds, if it is there.
  static func remove(_ path: String) throws(StorageFailure) {
    guard exists(path) else { return }
    do { try FileManager.default.removeItem(atPath: path) } catch {
      throw .unavailable("\(path): \(error)")
    }
  }

  /// Waits until the names in a folder are on disk.
  static func sync(_ path: String) throws(StorageFailure) {
    let descriptor = open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .unavailable("\(path): \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw .unavailable("\(path): \(String(cString: strerror(errno)))")
    }
  }
}
