import Testing

/// A Swift file as the rules see it: its text, and the same text with strings and comments blanked.
struct SourceFile: CustomTestStringConvertible {
  /// Relative to the root, for example `Sources/EventLog/Epoch.swift`.
  let path: String
  let lines: [Substring]
  /// As many lines, with spaces where there was a string or a comment.
  let code: [Substring]
  /// As many lines, with spaces where there was anything but a comment.
  let comments: [Substring]

  init(path: String, text: String) {
    self.path = path
    var scanner = CodeScanner(text)
    scanner.scan()
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    code = scanner.code.split(separator: "\n", omittingEmptySubsequences: false)
    comments = scanner.comments.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The target that the file belongs to.
  var target: String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }

  /// The file's name without `.swift`.
  var name: String {
    String((path.split(separator: "/").last ?? "").dropLast(".swift".count))
  }

  /// A complaint about a line, counted from 0.
  func violation(_ line: Int, _ complaint: String) -> String {
    "\(path):\(line + 1): \(complaint)"
  }

  var testDescription: String { path }
}
