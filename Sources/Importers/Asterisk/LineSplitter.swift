/// Cuts a stream of bytes into lines, whatever the chunks.
///
/// A line longer than `ImportLimits.lineBytesMax` is handed out cut and marked, so that memory is
/// bounded by it.
struct LineSplitter: Sendable {
  private var partial: [UInt8] = []
  private var isOverlong = false

  /// Hands out every line that the chunk completes, without its LF or CR LF.
  mutating func read(
    _ chunk: some Collection<UInt8>, _ body: (_ line: [UInt8], _ isOverlong: Bool) -> Void
  ) {
    var rest = chunk[...]
    while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
      append(rest[..<newline])
      complete(body)
      rest = rest[rest.index(after: newline)...]
    }
    append(rest)
  }

  /// Hands out what stands after the last line's end: a last line without one.
  mutating func finish(_ body: (_ line: [UInt8], _ isOverlong: Bool) -> Void) {
    if !partial.isEmpty || isOverlong { complete(body) }
  }

  private mutating func append(_ bytes: some Collection<UInt8>) {
    let room = ImportLimits.lineBytesMax - partial.count
    if bytes.count > room { isOverlong = true }
    partial += bytes.prefix(room)
  }

  private mutating func complete(_ body: (_ line: [UInt8], _ isOverlong: Bool) -> Void) {
    if !isOverlong, partial.last == UInt8(ascii: "\r") { partial.removeLast() }
    body(partial, isOverlong)
    partial.removeAll(keepingCapacity: true)
    isOverlong = false
  }
}
