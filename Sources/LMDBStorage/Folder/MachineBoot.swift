import Foundation

/// Tells whether what was not synced can be trusted: the mark beside the folds.
///
/// While the folder is open the mark names the machine's boot; a clean end, which syncs the folds
/// first, writes `clean`. A file that names this boot means that only the process ended, and then
/// the kernel still has everything that was written. Anything else means that the machine ended in
/// between, and nobody knows which pages of an unsynced file have reached the disk.
enum MachineBoot {
  private static let clean = "clean"

  /// The kernel's random name of this boot, or nil where there is none.
  static let currentIdentity: @Sendable () -> String? = {
    let path = "/proc/sys/kernel/random/boot_id"
    // No identity only makes the start distrust unsynced files, which is the safe side.
    let text = try? String(contentsOfFile: path, encoding: .utf8)
    return text?.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Whether the folds beside this mark are what was last written to them.
  static func isTrusted(markAt path: String, identity: String?) -> Bool {
    // A mark that cannot be read is no reason to trust.
    guard let mark = try? String(contentsOfFile: path, encoding: .utf8) else { return false }
    return mark == clean || (mark == identity && identity != nil)
  }

  /// Writes, before anything unsynced is, that the folder is in use.
  static func markInUse(at path: String, identity: String?) throws(StorageFailure) {
    try write(identity ?? "unknown", to: path)
  }

  /// Writes, after everything has been synced, that nothing is in flight.
  static func markClean(at path: String) throws(StorageFailure) {
    try write(clean, to: path)
  }

  /// In place and synced: a mark torn by the end of the machine matches nothing.
  private static func write(_ text: String, to path: String) throws(StorageFailure) {
    do {
      if !FileManager.default.fileExists(atPath: path) {
        try Data().write(to: URL(fileURLWithPath: path))
        try Folders.sync((path as NSString).deletingLastPathComponent)
      }
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      defer { file.closeFile() }
      try file.truncate(atOffset: 0)
      try file.write(contentsOf: Data(text.utf8))
      try file.synchronize()
    } catch {
      throw .unavailable("\(path): \(error)")
    }
  }
}
