/// A strict reader of RFC 8259 over bytes: one pass, no allocation but the token array.
///
/// It refuses what the grammar refuses, and also what has no one meaning: bytes that are not UTF-8,
/// escaped halves of surrogate pairs, a byte order mark, more than `depthMax` containers within one
/// another, more than `membersMax` members in an object, anything after the value. Names that stand
/// twice in an object are found and listed, so that they can be reported together with other
/// faults. Numbers are checked, not read.
///
/// Foundation's verdicts differ for: repeated names and deep texts (it takes them), a comma before
/// a closing bracket (it takes it), byte order marks and UTF-16 or UTF-32 (it guesses them),
/// numbers beyond a Double (it refuses them).
struct JSONScanner {
  /// Containers within one another, the outermost counted.
  static let depthMax = 32
  /// Members of one object: no event has a tenth of it, and finding names that stand twice is to
  /// stay cheap.
  static let membersMax = 1_000

  /// The tokens of the last text.
  private(set) var tokens: [JSONToken] = []
  /// The indexes of names that stand in their object for the second time, at most `repeatsMax`.
  private(set) var repeatedNames: [Int] = []
  /// As many repeated names are listed; nobody reads more.
  static let repeatsMax = 32

  /// Room for an event of the usual size at the first allocation.
  private static let usualTokens = 60

  var position = 0

  /// Scans a whole text; a scanner scans one.
  ///
  /// - Throws: the first fault; `tokens` then holds what was read before it.
  mutating func scan(_ bytes: Span<UInt8>) throws(JSONFault) {
    tokens.reserveCapacity(min(bytes.count / 8, JSONScanner.usualTokens))
    skipSpace(bytes)
    try value(bytes, depth: 1)
    skipSpace(bytes)
    guard position == bytes.count else { throw unexpected("the end of the text") }
  }

  private mutating func value(_ bytes: Span<UInt8>, depth: Int) throws(JSONFault) {
    guard position < bytes.count else { throw truncated(bytes) }
    switch bytes[position] {
    case UInt8(ascii: "{"): try object(bytes, depth: depth)
    case UInt8(ascii: "["): try array(bytes, depth: depth)
    case UInt8(ascii: "\""): try string(bytes, kind: .string)
    case UInt8(ascii: "t"): try word(bytes, "true", .yes)
    case UInt8(ascii: "f"): try word(bytes, "false", .no)
    case UInt8(ascii: "n"): try word(bytes, "null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number(bytes)
    default: throw unexpected("a value")
    }
  }

  private mutating func object(_ bytes: Span<UInt8>, depth: Int) throws(JSONFault) {
    let index = try open(.object, depth: depth)
    var memberCount = 0
    skipSpace(bytes)
    if !take(UInt8(ascii: "}"), bytes) {
      while true {
        guard position < bytes.count else { throw truncated(bytes) }
        guard bytes[position] == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
        try string(bytes, kind: .name)
        skipSpace(bytes)
        try require(UInt8(ascii: ":"), bytes, "a colon")
        skipSpace(bytes)
        try value(bytes, depth: depth + 1)
        memberCount += 1
        guard memberCount <= JSONScanner.membersMax else {
          throw JSONFault(kind: .tooManyMembers, offset: position)
        }
        skipSpace(bytes)
        if take(UInt8(ascii: "}"), bytes) { break }
        try require(UInt8(ascii: ","), bytes, "a comma or a closing brace")
        skipSpace(bytes)
      }
    }
    close(index, count: memberCount)
    if memberCount > 1 { findRepeats(bytes, object: index, memberCount: memberCount) }
  }

  private mutating func array(_ bytes: Span<UInt8>, depth: Int) throws(JSONFault) {
    let index = try open(.array, depth: depth)
    var itemCount = 0
    skipSpace(bytes)
    if !take(UInt8(ascii: "]"), bytes) {
      while true {
        try value(bytes, depth: depth + 1)
        itemCount += 1
        skipSpace(bytes)
        if take(UInt8(ascii: "]"), bytes) { break }
        try require(UInt8(ascii: ","), bytes, "a comma or a closing bracket")
        skipSpace(bytes)
      }
    }
    close(index, count: itemCount)
  }

  private mutating func open(_ kind: JSONToken.Kind, depth: Int) throws(JSONFault) -> Int {
    guard depth <= JSONScanner.depthMax else {
      throw JSONFault(kind: .tooDeep, offset: position)
    }
    tokens.append(JSONToken(kind, start: position, end: position, next: Int(UInt32.max)))
    position += 1
    return tokens.count - 1
  }

  private mutating func close(_ index: Int, count: Int) {
    tokens[index].count = UInt16(clamping: count)
    tokens[index].end = UInt32(truncatingIfNeeded: position)
    tokens[index].next = UInt32(truncatingIfNeeded: tokens.count)
  }

  private mutating func word(
    _ bytes: Span<UInt8>, _ word: StaticString, _ kind: JSONToken.Kind
  ) throws(JSONFault) {
    let start = position
    guard bytes.matches(word, at: start) else {
      let left = bytes.count - start
      if left < word.utf8CodeUnitCount, bytes.matches(word, at: start, count: left) {
        throw truncated(bytes)
      }
      throw unexpected("true, false or null")
    }
    position += word.utf8CodeUnitCount
    append(kind, start: start, end: position)
  }

  mutating func append(
    _ kind: JSONToken.Kind, start: Int, end: Int, isMarked: Bool = false
  ) {
    tokens.append(
      JSONToken(kind, start: start, end: end, next: tokens.count + 1, isMarked: isMarked))
  }

  mutating func noteRepeat(_ index: Int) {
    if repeatedNames.count < JSONScanner.repeatsMax { repeatedNames.append(index) }
  }

  private mutating func skipSpace(_ bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func require(
    _ byte: UInt8, _ bytes: Span<UInt8>, _ wanted: JSONFault.Wanted
  ) throws(JSONFault) {
    if take(byte, bytes) { return }
    if position >= bytes.count { throw truncated(bytes) }
    throw unexpected(wanted)
  }

  func truncated(_ bytes: Span<UInt8>) -> JSONFault {
    JSONFault(kind: .truncated, offset: bytes.count)
  }

  func unexpected(_ wanted: JSONFault.Wanted) -> JSONFault {
    JSONFault(kind: .unexpected(wanted), offset: position)
  }
}
