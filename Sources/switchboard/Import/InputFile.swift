internal import Foundation
internal import Importers

/// A file that a command reads, or standard input where it is called `-`.
struct InputFile {
  private let path: String
  private let handle: FileHandle
  /// Bytes that have been looked at and are still to be handed out.
  private var peeked = Data()

  /// - Throws: why it cannot be opened, for a person.
  private init(_ path: String) throws(CommandFailure) {
    self.path = path
    guard path != "-" else {
      handle = .standardInput
      return
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CommandFailure("cannot read \(path): there is no such file")
    }
    guard !isFolder.boolValue else {
      throw CommandFailure("cannot read \(path): it is a folder, not a file")
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw CommandFailure("cannot read \(path): it cannot be opened by this user")
    }
    self.handle = handle
  }

  /// Its size in bytes; 0 where nobody knows it, as with a pipe.
  var byteCount: UInt64 {
    // What has no size is only shown without a percentage.
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.uint64Value ?? 0
  }

  /// The next bytes, as many as there are and some MiB at most; none at the end.
  mutating func next() throws(CommandFailure) -> Data {
    guard peeked.isEmpty else {
      defer { peeked = Data() }
      return peeked
    }
    return try reading { try handle.read(upToCount: 1 << 20) }
  }

  /// Everything to the end.
  mutating func whole() throws(CommandFailure) -> [UInt8] {
    let first = try next()
    return Array(first + (try reading { try handle.readToEnd() }))
  }

  /// Opens a file of text, and looks at its first bytes.
  ///
  /// - Throws: why it cannot be read, or what it is instead of text and what to do.
  static func ofText(_ path: String) throws(CommandFailure) -> InputFile {
    var file = try InputFile(path)
    while file.peeked.count < ForeignFormat.bytesNeeded {
      let more = try file.reading { try file.handle.read(upToCount: 1 << 20) }
      guard !more.isEmpty else { break }
      file.peeked += more
    }
    if let format = ForeignFormat(firstBytes: file.peeked) {
      throw CommandFailure("cannot read \(path): \(format)")
    }
    return file
  }

  /// Looks at more and more of its first bytes until `judge` can tell.
  ///
  /// - Parameter judge: is given the bytes, and whether they are all; nil where it needs more.
  mutating func look<Verdict>(
    _ judge: (_ firstBytes: Data, _ isWhole: Bool) -> Verdict?
  ) throws(CommandFailure) -> Verdict? {
    while true {
      if let verdict = judge(peeked, false) { return verdict }
      let more = try reading { try handle.read(upToCount: 1 << 16) }
      guard !more.isEmpty else { return judge(peeked, true) }
      peeked += more
    }
  }

  private func reading(_ body: () throws -> Data?) throws(CommandFailure) -> Data {
    do {
      return try body() ?? Data()
    } catch {
      throw CommandFailure("cannot read \(path): \(error.localizedDescription)")
    }
  }
}
