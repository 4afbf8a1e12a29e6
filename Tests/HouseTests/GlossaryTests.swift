import Foundation
import Testing

@Suite("The glossary")
struct GlossaryTests {
  @Test("it says what the README and the code say of their words")
  func agrees() throws {
    let readme = try #require(House.text(of: "README.md"))
    let files = House.sources.filter { $0.target == "ContactCenter" }
    let article = Glossary.article(readme: readme, files: files)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try article.write(
        to: House.root.appending(path: Glossary.path), atomically: true, encoding: .utf8)
    }
    #expect(House.text(of: Glossary.path) == article, "run it with UPDATE_GOLDEN=1")
    #expect(article.contains("| `no_answer` |"))
    #expect(article.contains("| wrap-up |"))
  }

  @Test("words are found with their sentences, by their raw values, several on a line too")
  func parsing() {
    let file = SourceFile(
      path: "Sources/ContactCenter/Words/Colour.swift",
      text: """
        /// A colour of the wall.
        ///
        /// More about it.
        public enum Colour: String, Choice {
          /// Like the sky.
          case blue
          /// Like
          /// grass.
          case darkGreen = "dark_green"
          case `default`, red

          var isWarm: Bool {
            switch self {
            case .red: true
            default: false
            }
          }
        }
        """)
    #expect(
      Glossary.sets(in: file) == [
        Glossary.WordSet(
          name: "Colour", summary: "A colour of the wall.",
          words: [
            Glossary.Word(word: "blue", meaning: "Like the sky."),
            Glossary.Word(word: "dark_green", meaning: "Like grass."),
            Glossary.Word(word: "default", meaning: ""), Glossary.Word(word: "red", meaning: ""),
          ])
      ])
    #expect(Glossary.words(in: "## Words\n\n| a | b |\n\n## Next\n| c |") == ["| a | b |"])
  }
}
