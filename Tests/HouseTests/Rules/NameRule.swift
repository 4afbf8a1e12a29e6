/// A file with one type is named after it; one that extends a type is `Type+Topic.swift`.
///
/// A file with several small types, or with free functions, is named after what they share.
enum NameRule {
  private static let modifiers: Set<Substring> = ["package", "public", "final", "indirect"]
  private static let kinds: Set<Substring> = ["struct", "enum", "class", "actor", "protocol"]

  /// Where implementations are chosen, and where a program begins.
  private static let known: Set<String> = ["Composition", "main"]

  static func violations(in file: SourceFile) -> [String] {
    guard file.path.hasPrefix("Sources/"), !known.contains(file.name) else { return [] }
    let name = file.name.split(separator: "+").first.map(String.init) ?? file.name
    let types = names(in: file, after: kinds)
    let extended = names(in: file, after: ["extension"])
    let wanted = types.isEmpty ? extended : types
    if wanted.count != 1 || types.union(extended).contains(name) { return [] }
    return ["\(file.path): holds \(wanted.joined()) and is not named after it"]
  }

  /// The names that follow a keyword at the beginning of a line, without those of private things.
  private static func names(in file: SourceFile, after keywords: Set<Substring>) -> Set<String> {
    Set(
      file.code.compactMap { line in
        guard let first = line.first, first != " " else { return nil }
        let words = line.split(separator: " ").drop {
          $0.hasPrefix("@") || modifiers.contains($0)
        }
        guard let keyword = words.first, keywords.contains(keyword) else { return nil }
        let name = (words.dropFirst().first ?? "").prefix {
          $0.isLetter || $0.isNumber || $0 == "."
        }
        return name.split(separator: ".").last.map(String.init)
      })
  }
}
