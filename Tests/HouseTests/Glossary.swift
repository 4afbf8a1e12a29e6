import Foundation

/// The glossary as the code writes it: the words of the README, and the closed sets of words that
/// events and views use, with the sentences that stand beside them in the code.
enum Glossary {
  static let path = "Sources/ContactCenter/ContactCenter.docc/Glossary.md"

  /// The whole article.
  static func article(readme: String, files: [SourceFile]) -> String {
    let sets = files.flatMap(sets(in:)).sorted { $0.name < $1.name }
    let sections = sets.map { set in
      (["## \(set.name)", "", set.summary, "", "| word | meaning |", "|---|---|"]
        + set.words.map { "| `\($0.word)` | \($0.meaning) |" }).joined(separator: "\n")
    }
    return """
      # Glossary

      What words mean here. Written by the code, and compared by a test: the words of the README
      first, then each closed set of words with what the code says of it.

      ## Words

      \(words(in: readme).joined(separator: "\n"))

      \(sections.joined(separator: "\n\n"))

      """
  }

  /// The table under “Words”.
  static func words(in readme: String) -> [Substring] {
    let section = readme.split(separator: "## Words").last ?? ""
    return section.split(separator: "\n").prefix { !$0.hasPrefix("## ") }
      .filter { $0.hasPrefix("|") }
  }

  /// A closed set of words.
  struct WordSet: Equatable {
    var name: String
    var summary: String
    var words: [Word] = []
  }

  /// A word, as it stands in events and views.
  struct Word: Equatable {
    var word: String
    var meaning: String
  }

  /// The public enumerations of words that a file declares.
  static func sets(in file: SourceFile) -> [WordSet] {
    var (sets, comment, indent): ([WordSet], [String], String?) = ([], [], nil)
    for line in file.lines {
      let text = line.trimmingCharacters(in: .whitespaces)
      let margin = String(line.prefix { $0 == " " })
      if text.hasPrefix("///") {
        comment.append(String(text.dropFirst(3)).trimmingCharacters(in: .whitespaces))
        continue
      }
      if let match = text.prefixMatch(of: #/public enum (\w+): String, Choice\b/#) {
        sets.append(WordSet(name: String(match.1), summary: sentence(comment)))
        indent = margin
      } else if let outer = indent, margin == outer, text == "}" {
        indent = nil
      } else if let outer = indent, margin.count == outer.count + 2, text.hasPrefix("case ") {
        sets[sets.count - 1].words += cases(in: text, meaning: sentence(comment))
      }
      comment = []
    }
    return sets
  }

  /// The first paragraph of a comment.
  private static func sentence(_ comment: [String]) -> String {
    comment.prefix { !$0.isEmpty }.joined(separator: " ")
  }

  private static func cases(in line: String, meaning: String) -> [Word] {
    line.dropFirst(5).split(separator: ",").map { part in
      let sides = part.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
      let word = sides.count > 1 ? sides[1].filter { $0 != "\"" } : sides[0].filter { $0 != "`" }
      return Word(word: word, meaning: meaning)
    }
  }
}
