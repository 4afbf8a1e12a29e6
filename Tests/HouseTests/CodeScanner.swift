/// Splits Swift text into code and comments, character by character: enough of the grammar to know
/// what is a string, a comment, an interpolation or an extended regular expression.
///
/// A literal `/…/` is taken for code: the house writes `#/…/#`.
struct CodeScanner {
  private let bytes: [UInt8]
  private var codeBytes: [UInt8]
  private var commentBytes: [UInt8]
  private var index = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
    codeBytes = bytes
    commentBytes = bytes.map { $0 == newline ? newline : space }
  }

  var code: String { String(decoding: codeBytes, as: UTF8.self) }
  var comments: String { String(decoding: commentBytes, as: UTF8.self) }

  mutating func scan() {
    while index < bytes.count { step() }
  }

  private mutating func step() {
    switch bytes[index] {
    case slash where byte(at: index + 1) == slash: lineComment()
    case slash where byte(at: index + 1) == star: blockComment()
    case quote: string(pounds: 0)
    case pound: pounds()
    default: index += 1
    }
  }

  private mutating func lineComment() {
    while index < bytes.count, bytes[index] != newline { takeComment() }
  }

  private mutating func blockComment() {
    var depth = 0
    repeat {
      if starts(with: [slash, star]) {
        depth += 1
        takeComment()
      } else if starts(with: [star, slash]) {
        depth -= 1
        takeComment()
      }
      takeComment()
    } while depth > 0 && index < bytes.count
  }

  /// What begins with `#`: a raw string, a regular expression, or a macro's name.
  private mutating func pounds() {
    var count = 0
    while byte(at: index + count) == pound { count += 1 }
    let next = byte(at: index + count)
    guard next == quote || next == slash else {
      index += count
      return
    }
    for _ in 0..<count { blank() }
    if next == quote { return string(pounds: count) }
    let end = [slash] + Array(repeating: pound, count: count)
    blank()
    while index < bytes.count, !starts(with: end) { blank() }
    for _ in end { blank() }
  }

  private mutating func string(pounds count: Int) {
    let hashes = Array(repeating: pound, count: count)
    let isLong = byte(at: index + 1) == quote && byte(at: index + 2) == quote
    let quotes = Array(repeating: quote, count: isLong ? 3 : 1)
    let escape = [backslash] + hashes
    for _ in quotes { blank() }
    while index < bytes.count, !starts(with: quotes + hashes) {
      if !isLong, bytes[index] == newline { return }
      if starts(with: escape + [openParenthesis]) {
        for _ in escape { blank() }
        interpolation()
      } else if starts(with: escape) {
        for _ in 0...escape.count { blank() }
      } else {
        blank()
      }
    }
    for _ in quotes + hashes { blank() }
  }

  /// The code between the parentheses of an interpolation.
  private mutating func interpolation() {
    var depth = 0
    repeat {
      if byte(at: index) == openParenthesis { depth += 1 }
      if byte(at: index) == closeParenthesis { depth -= 1 }
      step()
    } while depth > 0 && index < bytes.count
  }

  private mutating func blank() {
    guard index < bytes.count else { return }
    if bytes[index] != newline { codeBytes[index] = space }
    index += 1
  }

  private mutating func takeComment() {
    guard index < bytes.count else { return }
    commentBytes[index] = bytes[index]
    blank()
  }

  private func byte(at index: Int) -> UInt8? {
    index < bytes.count ? bytes[index] : nil
  }

  private func starts(with prefix: [UInt8]) -> Bool {
    bytes[index...].starts(with: prefix)
  }
}

private let newline = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")
private let quote = UInt8(ascii: "\"")
private let pound = UInt8(ascii: "#")
private let star = UInt8(ascii: "*")
private let slash = UInt8(ascii: "/")
private let backslash = UInt8(ascii: "\\")
private let openParenthesis = UInt8(ascii: "(")
private let closeParenthesis = UInt8(ascii: ")")
