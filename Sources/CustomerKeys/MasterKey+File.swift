import Foundation
import Glibc

/// The file of the master key: one line a key, oldest first, each 64 lower-case hexadecimal digits;
/// lines that begin with `#` are for people.
extension MasterKey {
  /// Reads the file, or makes it with a random key where it does not exist.
  ///
  /// A new file has mode 0600 from its first byte on, and is synced before it gets its name: a
  /// crash leaves a whole file or none.
  ///
  /// - Throws: `KeyFailure.exposed` where anybody but the owner may read or write it,
  ///   `KeyFailure.damaged` where it is not such a file.
  public static func open(path: String) throws(KeyFailure) -> MasterKey {
    if let key = try read(path: path) { return key }
    try create(path: path)
    guard let key = try read(path: path) else {
      throw .unavailable("\(path) vanished while it was made")
    }
    return key
  }

  private static func read(path: String) throws(KeyFailure) -> MasterKey? {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw lastError(path)
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw lastError(path) }
    guard status.st_mode & 0o077 == 0 else {
      throw .exposed(path: path, mode: status.st_mode & 0o7777)
    }
    do {
      return try parse(Array(file.readToEnd() ?? Data()), path: path)
    } catch let failure as KeyFailure {
      throw failure
    } catch {
      throw .unavailable("\(path): \(error)")
    }
  }

  private static func parse(_ bytes: [UInt8], path: String) throws(KeyFailure) -> MasterKey {
    var entries: [Entry] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      guard let key = keyBytes(line) else {
        throw .damaged("\(path): a line is not 64 hexadecimal digits")
      }
      entries.append(Entry(bytes: key))
    }
    guard !entries.isEmpty else { throw .damaged("\(path) holds no key") }
    return MasterKey(keys: entries)
  }

  private static func keyBytes(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in digits {
      guard let value = Character(UnicodeScalar(digit)).hexDigitValue else { return nil }
      if let first = high {
        bytes.append(first << 4 | UInt8(value))
        high = nil
      } else {
        high = UInt8(value)
      }
    }
    return bytes
  }

  /// Writes a new key beside the path and links it there, so that two processes cannot both win.
  private static func create(path: String) throws(KeyFailure) {
    let temporary = "\(path).\(getpid()).new"
    let descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw lastError(temporary) }
    defer { unlink(temporary) }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try file.write(contentsOf: Data(text(of: randomBytes()).utf8))
      try file.synchronize()
    } catch {
      throw .unavailable("\(temporary): \(error)")
    }
    guard link(temporary, path) == 0 || errno == EEXIST else { throw lastError(path) }
    try syncFolder(of: path)
  }

  private static func text(of key: [UInt8]) -> String {
    let digits = key.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    return """
      # The master key of this Switchboard's personal data. Keep a copy apart from the log's backup:
      # without it every personal field is lost.
      \(digits.joined())

      """
  }

  private static func syncFolder(of path: String) throws(KeyFailure) {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { path[..<$0].isEmpty ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw lastError(folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw lastError(folder) }
  }

  private static func lastError(_ path: String) -> KeyFailure {
    let reason = "\(path): \(String(cString: strerror(errno)))"
    return errno == ENOSPC ? .full(reason) : .unavailable(reason)
  }
}
