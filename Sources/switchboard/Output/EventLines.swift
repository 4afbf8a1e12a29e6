internal import ArgumentParser

/// How events are written one after the other.
enum EventFormat: String, ExpressibleByArgument, CaseIterable {
  /// One structured CloudEvent a line.
  case ndjson
  /// One array of them, the batch of the CloudEvents JSON format.
  case json
}

/// Events on their way to standard output: gathered while history passes, since a system call an
/// event would cost more than the event, and written at once when they are new.
struct EventLines {
  /// Whether the reader has seen all that was there before.
  var isLive = false
  private let format: EventFormat
  private var bytes: [UInt8] = []
  private var isFirst = true

  private static let bytesMax = 64 * 1_024

  init(_ format: EventFormat) {
    self.format = format
    if format == .json { bytes.append(UInt8(ascii: "[")) }
  }

  mutating func add(_ json: [UInt8]) {
    add { $0 += json }
  }

  /// Adds the event that `write` appends.
  mutating func add(_ write: (inout [UInt8]) -> Void) {
    if format == .json {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "\n"))
      isFirst = false
    }
    write(&bytes)
    if format == .ndjson { bytes.append(UInt8(ascii: "\n")) }
    if isLive || bytes.count >= Self.bytesMax { flush() }
  }

  /// Writes what was gathered.
  mutating func flush() {
    guard !bytes.isEmpty else { return }
    writeOut(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes the end, after the last event.
  mutating func end() {
    if format == .json { bytes += Array("\n]\n".utf8) }
    flush()
  }
}
