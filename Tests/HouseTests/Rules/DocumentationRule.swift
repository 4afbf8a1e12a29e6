/// What a room shows to others is documented: its types, and the functions that no protocol has
/// documented already.
enum DocumentationRule {
  /// Names of requirements of the language's and the system's own protocols.
  private static let knownRequirements: Set<String> = [
    "hash", "encode", "run", "next", "makeIterator", "validate", "index", "formIndex",
  ]

  /// - Parameter requirements: the names of functions that the house's protocols require.
  static func violations(in file: SourceFile, requirements: Set<String>) -> [String] {
    guard file.path.hasPrefix("Sources/") else { return [] }
    let declarations = declarations(in: file)
    let explained = Set(declarations.filter { isDocumented(file, $0.line) }.map(\.name))
    return declarations.compactMap { declaration in
      if isDocumented(file, declaration.line) { return nil }
      if declaration.isFunction {
        let name = declaration.name
        if !(name.first?.isLetter ?? false) || explained.contains(name) { return nil }
        if requirements.contains(name) || knownRequirements.contains(name) { return nil }
      }
      return file.violation(declaration.line, "\(declaration.name) has no documentation")
    }
  }

  /// The names of the functions that the protocols of a file require.
  static func requirements(in file: SourceFile) -> Set<String> {
    var names: Set<String> = []
    var isInside = false
    for line in file.code {
      let words = line.split(separator: " ")
      if words.prefix(2).contains("protocol") { isInside = true }
      if isInside, let place = words.firstIndex(of: "func"), place + 1 < words.count {
        names.insert(name(words[place + 1]))
      }
      if line.hasPrefix("}") { isInside = false }
    }
    return names
  }

  private struct Declaration {
    let line: Int
    let name: String
    let isFunction: Bool
  }

  private static let kinds: Set<Substring> = [
    "struct", "enum", "class", "actor", "protocol", "func",
  ]
  private static let modifiers: Set<Substring> = [
    "package", "public", "static", "final", "mutating", "consuming", "borrowing", "nonisolated",
    "indirect", "override", "nonisolated(nonsending)",
  ]

  private static func declarations(in file: SourceFile) -> [Declaration] {
    file.code.enumerated().compactMap { number, line in
      let words = line.split(separator: " ").drop { $0.hasPrefix("@") }
      guard words.first == "package" || words.first == "public",
        let place = words.firstIndex(where: kinds.contains), place + 1 < words.endIndex,
        words[..<place].allSatisfy(modifiers.contains)
      else { return nil }
      return Declaration(
        line: number, name: name(words[place + 1]), isFunction: words[place] == "func")
    }
  }

  private static func name(_ word: Substring) -> String {
    String(word.prefix { !"(<:{".contains($0) || word.first == "<" })
  }

  private static func isDocumented(_ file: SourceFile, _ line: Int) -> Bool {
    var above = line - 1
    while above >= 0, file.code[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
    return above >= 0 && file.comments[above].drop(while: { $0 == " " }).hasPrefix("///")
  }
}
