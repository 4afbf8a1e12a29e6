/// A function, initializer or subscript of a file.
struct FunctionShape: Equatable {
  /// `init` and `subscript` for those.
  let name: String
  /// The line of its first word, counted from 0.
  let line: Int
  let parameterCount: Int
  /// From the first word to the closing brace; 1 or more. A requirement without a body counts the
  /// lines of its signature.
  let lineCount: Int
}

/// Finds functions in blanked code by their words and brackets.
struct FunctionScanner {
  private let words: [Word]

  /// A name, or one other character that is not a space.
  private struct Word {
    let text: Substring
    let line: Int
  }

  init(_ file: SourceFile) {
    words = file.code.enumerated().flatMap { number, line in
      Self.words(of: line).map { Word(text: $0, line: number) }
    }
  }

  func functions() -> [FunctionShape] {
    words.indices.compactMap { shape(at: $0) }
  }

  private func shape(at start: Int) -> FunctionShape? {
    guard let opening = parametersStart(after: start) else { return nil }
    let (parameters, closing) = list(from: opening)
    let name = words[start].text == "func" ? words[start + 1].text : words[start].text
    let end = bodyEnd(after: closing) ?? closing
    return FunctionShape(
      name: String(name), line: words[start].line, parameterCount: parameters,
      lineCount: words[end].line - words[start].line + 1)
  }

  /// The index of the parenthesis that opens the parameters of a declaration at `start`.
  private func parametersStart(after start: Int) -> Int? {
    switch words[start].text {
    case "func": break
    case "init", "subscript":
      guard start == 0 || words[start - 1].text != "." else { return nil }
      guard ["(", "<", "?", "!"].contains(text(start + 1)) else { return nil }
    default: return nil
    }
    var index = start + 1
    var angles = 0
    while index < words.count {
      if text(index) == "<", index > start + 1 || text(start) != "func" { angles += 1 }
      if text(index) == ">" { angles -= 1 }
      if text(index) == "(", angles <= 0 { return index }
      if ["{", "}", "="].contains(text(index)), text(start) != "func" { return nil }
      index += 1
    }
    return nil
  }

  /// The number of items between a parenthesis and its partner, and the partner's index.
  private func list(from opening: Int) -> (count: Int, closing: Int) {
    let closing = partner(of: opening)
    guard closing > opening + 1 else { return (0, closing) }
    var depth = 0
    var count = 1
    for index in (opening + 1)..<closing {
      switch text(index) {
      case "(", "[", "{", "<": depth += 1
      case ")", "]", "}": depth -= 1
      case ">" where text(index - 1) != "-": depth -= 1
      case "," where depth == 0 && index + 1 < closing: count += 1
      default: break
      }
    }
    return (count, closing)
  }

  /// The index of the bracket that closes the one at `opening`. Angles are not counted: they may be
  /// comparisons.
  private func partner(of opening: Int) -> Int {
    var depth = 0
    for index in opening..<words.count {
      switch text(index) {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      default: break
      }
      if depth == 0 { return index }
    }
    return words.count - 1
  }

  /// The index of the brace that ends the body, or nil where the declaration has none.
  private func bodyEnd(after closing: Int) -> Int? {
    for index in (closing + 1)..<max(words.count, closing + 1) {
      if text(index) == "{" { return partner(of: index) }
      if Self.beginsNext.contains(text(index)) { return nil }
    }
    return nil
  }

  /// What follows a declaration without a body.
  private static let beginsNext: Set<Substring> = [
    "func", "init", "subscript", "var", "let", "case", "struct", "enum", "class", "extension",
    "protocol", "static", "mutating", "package", "public", "private", "fileprivate", "}",
  ]

  private func text(_ index: Int) -> Substring {
    words.indices.contains(index) ? words[index].text : ""
  }

  private static func words(of line: Substring) -> [Substring] {
    var words: [Substring] = []
    let bytes = line.utf8
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let start = index
      bytes.formIndex(after: &index)
      guard bytes[start] != UInt8(ascii: " ") else { continue }
      if isNamePart(bytes[start]) {
        while index < bytes.endIndex, isNamePart(bytes[index]) { bytes.formIndex(after: &index) }
      }
      words.append(line[start..<index])
    }
    return words
  }

  /// Letters, digits, `_`, backticks, and every byte of a letter beyond ASCII.
  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "`"), 0x80...:
      true
    default: false
    }
  }
}
