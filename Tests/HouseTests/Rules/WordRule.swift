/// Words that do not belong into finished code.
enum WordRule {
  static let forbiddenInCode = ["try!", "fatalError(", "as!", "print(\"debug"]
  static let forbiddenInComments = ["TODO", "FIXME", "HACK"]
  /// A test waits for what it waits for.
  static let forbiddenInTests = ["Task.sleep", "Thread.sleep", "usleep(", " sleep("]

  static func violations(in file: SourceFile) -> [String] {
    var found = search(file, file.code, for: forbiddenInCode)
    found += search(file, file.comments, for: forbiddenInComments)
    if file.path.hasPrefix("Tests/") { found += search(file, file.code, for: forbiddenInTests) }
    return found
  }

  private static func search(
    _ file: SourceFile, _ lines: [Substring], for words: [String]
  ) -> [String] {
    lines.enumerated().flatMap { number, line in
      words.filter { line.contains($0) }.map {
        file.violation(number, "\($0) is not for the house")
      }
    }
  }
}
