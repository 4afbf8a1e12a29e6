/// Events on their way to standard output, one a line: gathered while history passes, since a
/// system call a line would cost more than the line, and written at once when they are new.
struct EventLines {
  /// Whether the reader has seen all that was there before.
  var isLive = false
  private var bytes: [UInt8] = []

  private static let bytesMax = 64 * 1_024

  mutating func add(_ json: [UInt8]) {
    bytes += json
    bytes.append(UInt8(ascii: "\n"))
    if isLive || bytes.count >= Self.bytesMax { write() }
  }

  /// Writes what was gathered.
  mutating func write() {
    guard !bytes.isEmpty else { return }
    writeOut(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
