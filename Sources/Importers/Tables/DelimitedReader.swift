/// Reads the records of a CSV (RFC 4180) or TSV file out of its bytes.
///
/// Lines end in LF or CR LF. A UTF-8 byte order mark is skipped. Quoted fields may hold separators,
/// doubled quotes and line ends. A record that cannot be read is handed out as such; reading goes
/// on at the next line, so that one stray quote costs one line.
struct DelimitedReader: Sendable {
  private let bytes: [UInt8]
  private let separator: UInt8
  private let hasQuotes: Bool
  private var offset: Int
  private var line = 1

  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  init(bytes: [UInt8], separator: UInt8, hasQuotes: Bool) {
    self.bytes = bytes
    self.separator = separator
    self.hasQuotes = hasQuotes
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Begins in the middle of a file.
  init(_ other: DelimitedReader, at offset: Int, line: Int) {
    self = other
    self.offset = offset
    self.line = line
  }

  /// The next record, or nil at the end. An empty line is a record of one empty field.
  mutating func next() -> DelimitedRecord? {
    guard offset < bytes.count else { return nil }
    let start = offset
    let firstLine = line
    let lineEnd = endOfLine(from: start)
    var fields: [String] = []
    var cursor = start
    var problem: DelimitedRecord.Problem?
    while true {
      switch field(from: &cursor, recordStart: start) {
      case .success(let text): fields.append(text)
      case .failure(let found): problem = found
      }
      guard problem == nil, cursor < bytes.count, bytes[cursor] == separator else { break }
      cursor += 1
    }
    if let problem {
      advance(past: lineEnd, from: start)
      return DelimitedRecord(
        line: firstLine, range: start..<content(start, lineEnd), fields: .failure(problem))
    }
    advance(past: cursor, from: start)
    return DelimitedRecord(
      line: firstLine, range: start..<content(start, cursor), fields: .success(fields))
  }

  /// Reads one field; the cursor ends on a separator, a line's LF, or the end of the file.
  private func field(
    from cursor: inout Int, recordStart: Int
  ) -> Result<String, DelimitedRecord.Problem> {
    if hasQuotes, cursor < bytes.count, bytes[cursor] == Self.quote {
      return quotedField(from: &cursor, recordStart: recordStart)
    }
    let start = cursor
    while cursor < bytes.count, bytes[cursor] != separator, bytes[cursor] != Self.newline {
      cursor += 1
    }
    guard cursor - recordStart <= ImportLimits.lineBytesMax else { return .failure(.tooLong) }
    var range = bytes[start..<cursor]
    if cursor >= bytes.count || bytes[cursor] == Self.newline, range.last == Self.carriageReturn {
      range = range.dropLast()
    }
    return text(range)
  }

  private func quotedField(
    from cursor: inout Int, recordStart: Int
  ) -> Result<String, DelimitedRecord.Problem> {
    var content: [UInt8] = []
    cursor += 1
    while true {
      guard cursor < bytes.count else { return .failure(.unclosedQuote) }
      guard cursor - recordStart <= ImportLimits.lineBytesMax else {
        return .failure(.unclosedQuote)
      }
      if bytes[cursor] != Self.quote {
        content.append(bytes[cursor])
        cursor += 1
      } else if cursor + 1 < bytes.count, bytes[cursor + 1] == Self.quote {
        content.append(Self.quote)
        cursor += 2
      } else {
        cursor += 1
        break
      }
    }
    if cursor + 1 < bytes.count, bytes[cursor] == Self.carriageReturn,
      bytes[cursor + 1] == Self.newline
    {
      cursor += 1
    } else if cursor == bytes.count - 1, bytes[cursor] == Self.carriageReturn {
      cursor += 1
    }
    guard cursor >= bytes.count || bytes[cursor] == separator || bytes[cursor] == Self.newline
    else { return .failure(.textAfterQuote) }
    return text(content[...], allowsLineEnds: true)
  }

  /// The field's text without spaces around it.
  private func text(
    _ field: ArraySlice<UInt8>, allowsLineEnds: Bool = false
  ) -> Result<String, DelimitedRecord.Problem> {
    for byte in field where byte < 0x20 || byte == 0x7F {
      let isLineEnd = byte == Self.newline || byte == Self.carriageReturn
      guard byte == UInt8(ascii: "\t") || (allowsLineEnds && isLineEnd) else {
        return .failure(.controlCharacter)
      }
    }
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let trimmed = field.drop(while: isSpace)
    let count = (trimmed.lastIndex { !isSpace($0) }).map { $0 + 1 } ?? trimmed.startIndex
    guard let text = String(validating: trimmed[..<count], as: UTF8.self) else {
      return .failure(.notUTF8)
    }
    return .success(text)
  }

  private func endOfLine(from start: Int) -> Int {
    bytes[start...].firstIndex(of: Self.newline) ?? bytes.count
  }

  private func content(_ start: Int, _ end: Int) -> Int {
    end > start && bytes[end - 1] == Self.carriageReturn ? end - 1 : end
  }

  private mutating func advance(past end: Int, from start: Int) {
    line += 1
    for byte in bytes[start..<end] where byte == Self.newline { line += 1 }
    offset = min(end + 1, bytes.count)
  }
}
