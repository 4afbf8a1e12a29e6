/// What the README says, read by its own conventions.
enum Readme {
  /// A numbered promise and the titles of the tests that enforce it.
  struct Promise {
    let number: Int
    let tests: [String]
  }

  /// The numbered items under “What it promises”; tests stand in curly quotes after `Tests:`.
  static func promises(in text: String) -> [Promise] {
    let section = text.split(separator: "## What it promises").last ?? ""
    let lines = section.split(separator: "\n").prefix { !$0.hasPrefix("## ") }
    var items: [(number: Int, text: String)] = []
    for line in lines {
      if let match = line.prefixMatch(of: #/(\d+)\. /#), let number = Int(match.1) {
        items.append((number, String(line)))
      } else if !items.isEmpty {
        items[items.count - 1].text += " " + line.drop(while: { $0 == " " })
      }
    }
    return items.map { item in
      let tests = item.text.split(separator: "Tests:").dropFirst().joined()
      return Promise(
        number: item.number, tests: tests.matches(of: #/“([^”]*)”/#).map { String($0.1) })
    }
  }

  /// The relative addresses that the text links to, without their fragments.
  static func links(in text: String) -> [String] {
    text.matches(of: #/\]\(([^)#\s]+)[^)]*\)/#).map { String($0.1) }
      .filter { !$0.contains("://") }
      .map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }

  /// The titles of the tests and of the contracts' clauses in a file.
  static func titles(in file: SourceFile) -> [String] {
    guard file.path.hasPrefix("Tests/") else { return [] }
    return file.lines.joined(separator: "\n")
      .matches(of: #/(?:@Test|Clause)\(\s*"((?:[^"\\]|\\.)*)"/#)
      .map { String($0.1).replacing("\\\"", with: "\"") }
  }
}
