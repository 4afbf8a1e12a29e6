import Foundation

/// Follows a log file that grows and is rotated, without losing or doubling a line.
///
/// Reads by polling. Only whole lines are handed out; a line that is still being written waits for
/// its end. A rotation shows by another file under the name (what is left of the old one is handed
/// out first), a copy-and-truncate by a file that has shrunk or begins differently.
///
/// Its position survives a restart of the program, but an importer's own memory of open calls does
/// not: after a restart it is simplest to follow from the file's beginning. Ids are permanent, so
/// that reading a line again adds nothing.
package struct FileFollower {
  /// Where reading goes on: after a restart too.
  package struct Position: Sendable, Equatable, Codable {
    /// The file's number in its file system.
    package var fileNumber: UInt64
    /// The next byte to read; always the beginning of a line.
    package var offset: UInt64
    /// The file's first bytes, at most `FileFollower.headBytesMax`: who they are is told by them.
    package var head: [UInt8]
  }

  /// What a poll found.
  package enum Piece: Equatable, Sendable {
    /// Whole lines with their ends.
    case lines([UInt8])
    /// The file ended, and another one goes on: lines are counted from 1 again.
    case rotated
  }

  /// Why a file cannot be followed.
  package enum Failure: Error, Equatable, CustomStringConvertible {
    /// It exists, but cannot be opened or read.
    case unreadable(path: String)

    package var description: String {
      switch self {
      case .unreadable(let path): "cannot read \(path): it is there, but cannot be opened or read"
      }
    }
  }

  static let headBytesMax = 256
  static let chunkBytes = 262_144

  private let path: String
  private var handle: FileHandle?
  private var current: Position?
  private var resumed: Position?

  /// - Parameter position: where an earlier follower stopped; it is not used when the file has been
  ///   rotated since.
  package init(path: String, from position: Position? = nil) {
    self.path = path
    resumed = position
  }

  /// Where the next poll goes on, or nil before the file was first seen.
  package var position: Position? { current }

  /// Hands out what has been written since the last poll; nothing where there is no file.
  package mutating func poll(_ body: (Piece) throws -> Void) throws {
    if handle == nil, try !open() { return }
    if isCutOff() {
      try beginAgain(body)
    }
    try readLines(body)
    guard isReplaced() else { return }
    try readLines(body)
    try readUnendedLine(body)
    handle = nil
    current = nil
    try body(.rotated)
    if try open() { try readLines(body) }
  }

  private mutating func open() throws -> Bool {
    guard let number = Self.fileNumber(path) else { return false }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      // Between the two calls it may have been taken away: that is no fault.
      guard Self.fileNumber(path) != nil else { return false }
      throw Failure.unreadable(path: path)
    }
    self.handle = handle
    var position = Position(fileNumber: number, offset: 0, head: [])
    if let resumed, resumed.fileNumber == number, try head(resumed.head.count) == resumed.head,
      resumed.offset <= Self.size(path) ?? 0
    {
      position = resumed
    }
    resumed = nil
    current = position
    return true
  }

  /// Whether the file under the handle is no longer what was read: truncated, and perhaps regrown.
  private func isCutOff() -> Bool {
    guard let handle, let current, current.offset > 0 else { return false }
    // A handle that cannot seek is replaced as a rotated one would be.
    guard let end = try? handle.seekToEnd() else { return true }
    guard end >= current.offset else { return true }
    // Nor is one that cannot be read any more what it was.
    return (try? head(current.head.count)) != current.head
  }

  private mutating func beginAgain(_ body: (Piece) throws -> Void) throws {
    current?.offset = 0
    current?.head = []
    try body(.rotated)
  }

  private func isReplaced() -> Bool {
    guard let number = Self.fileNumber(path) else { return false }
    return number != current?.fileNumber
  }

  private mutating func readLines(_ body: (Piece) throws -> Void) throws {
    while let chunk = try read(Self.chunkBytes), !chunk.isEmpty {
      var count = chunk.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      // No line is that long: it goes out cut, and the importer sets it aside.
      if count == 0, chunk.count == Self.chunkBytes { count = chunk.count }
      guard count > 0 else { return }
      try hand(out: Array(chunk[..<count]), body)
    }
  }

  /// What stands after the last line's end of a file that is not written any more.
  private mutating func readUnendedLine(_ body: (Piece) throws -> Void) throws {
    guard let rest = try read(Self.chunkBytes), !rest.isEmpty else { return }
    try hand(out: rest + [UInt8(ascii: "\n")], body)
  }

  private mutating func hand(out lines: [UInt8], _ body: (Piece) throws -> Void) throws {
    try body(.lines(lines))
    guard let current else { return }
    let missing = Self.headBytesMax - current.head.count
    if UInt64(current.head.count) == current.offset, missing > 0 {
      self.current?.head += lines.prefix(missing)
    }
    self.current?.offset += UInt64(lines.count)
  }

  private func read(_ count: Int) throws -> [UInt8]? {
    guard let handle, let current else { return nil }
    return try Self.bytes(of: handle, at: current.offset, count, path)
  }

  private func head(_ count: Int) throws -> [UInt8] {
    guard let handle, count > 0 else { return [] }
    return try Self.bytes(of: handle, at: 0, count, path)
  }

  private static func bytes(
    of handle: FileHandle, at offset: UInt64, _ count: Int, _ path: String
  ) throws -> [UInt8] {
    do {
      try handle.seek(toOffset: offset)
      return try handle.read(upToCount: count).map(Array.init) ?? []
    } catch {
      throw Failure.unreadable(path: path)
    }
  }

  private static func fileNumber(_ path: String) -> UInt64? {
    // A file that is not there yet, or no longer, has no number: that is not an error here.
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.systemFileNumber] as? NSNumber)?.uint64Value
  }

  private static func size(_ path: String) -> UInt64? {
    // As above.
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.uint64Value
  }
}
