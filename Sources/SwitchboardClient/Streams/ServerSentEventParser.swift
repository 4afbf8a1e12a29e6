internal import NIOCore

/// Reads blocks out of bytes that arrive in any pieces; without I/O.
struct ServerSentEventParser {
  /// A line or a block is longer than is taken.
  struct TooLong: Error {}

  private let bytesMax: Int
  private var input = ByteBuffer()
  /// The part of `input` that has been searched and holds no line end.
  private var searched = 0
  private var skipsLineFeed = false
  private var isFirstLine = true
  private var block = ServerSentEvent()
  private var hasFields = false
  private var hasData = false

  init(bytesMax: Int) {
    self.bytesMax = bytesMax
  }

  mutating func feed(_ bytes: ByteBuffer) {
    var bytes = bytes
    if input.readableBytes == 0 {
      input = bytes
      searched = 0
    } else {
      input.discardReadBytes()
      input.writeBuffer(&bytes)
    }
  }

  /// The next block, or nil until more bytes are there.
  mutating func next() throws(TooLong) -> ServerSentEvent? {
    while let line = try nextLine() {
      guard line.isEmpty else {
        try take(line)
        continue
      }
      guard hasFields else { continue }
      defer {
        block = ServerSentEvent()
        (hasFields, hasData) = (false, false)
      }
      return block
    }
    return nil
  }

  /// Lines end in a line feed, a carriage return, or both.
  private mutating func nextLine() throws(TooLong) -> ByteBufferView? {
    if skipsLineFeed, let byte = input.readableBytesView.first {
      if byte == 0x0A { input.moveReaderIndex(forwardBy: 1) }
      skipsLineFeed = false
    }
    let view = input.readableBytesView
    let start = view.index(view.startIndex, offsetBy: min(searched, view.count))
    guard let end = view[start...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else {
      guard view.count <= bytesMax else { throw TooLong() }
      searched = view.count
      return nil
    }
    let line = view[..<end]
    skipsLineFeed = view[end] == 0x0D
    input.moveReaderIndex(forwardBy: line.count + 1)
    searched = 0
    defer { isFirstLine = false }
    return isFirstLine && line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line
  }

  private mutating func take(_ line: ByteBufferView) throws(TooLong) {
    let colon = line.firstIndex(of: UInt8(ascii: ":"))
    let name = line[..<(colon ?? line.endIndex)]
    var value = colon.map { line[line.index(after: $0)...] } ?? line[line.endIndex...]
    if value.first == 0x20 { value = value.dropFirst() }
    if name.elementsEqual("data".utf8) {
      guard block.data.count + value.count <= bytesMax else { throw TooLong() }
      if hasData { block.data.append(0x0A) }
      block.data.append(contentsOf: value)
      hasData = true
    } else if name.elementsEqual("event".utf8) {
      block.name = String(decoding: value, as: UTF8.self)
    } else if name.elementsEqual("id".utf8) {
      block.id = String(decoding: value, as: UTF8.self)
    } else if name.elementsEqual("retry".utf8) {
      block.retry = Int(String(decoding: value, as: UTF8.self))
    } else {
      return  // A comment, or what a later version of the format has.
    }
    hasFields = true
  }
}
