import Testing

@Suite("The README keeps its word")
struct ReadmeTests {
  @Test("it names the two commands")
  func commands() throws {
    let readme = try #require(House.text(of: "README.md"))
    for command in ["deploy/run", "deploy/test"] { #expect(readme.contains("`\(command)`")) }
  }

  @Test("every promise names tests that exist")
  func promises() throws {
    let readme = try #require(House.text(of: "README.md"))
    let promises = Readme.promises(in: readme)
    #expect(promises.map(\.number) == Array(1...promises.count))
    #expect(promises.count >= 10)
    let titles = Set(House.swiftFiles.flatMap { Readme.titles(in: $0) })
    for promise in promises {
      #expect(!promise.tests.isEmpty, "promise \(promise.number) names no test")
      for test in promise.tests { #expect(titles.contains(test), "“\(test)”") }
    }
  }

  @Test("every file and folder that it links to exists")
  func links() throws {
    let readme = try #require(House.text(of: "README.md"))
    for link in Readme.links(in: readme) {
      let parts = link.split(separator: "/")
      let folder = parts.dropLast().joined(separator: "/")
      #expect(House.entries(of: folder).contains(String(parts.last ?? "")), "\(link)")
    }
  }

  @Test("promises, titles and links are found, and a missing one is missed")
  func parsing() {
    let text = """
      See [the map](Sources/API) and [a site](https://example.org).
      1. **First.** Text
         goes on. *Tests: “one holds”, “two holds”.*
      2. **Second.** *Tests: “three holds”.*
      ## Next
      1. No promise.
      """
    #expect(Readme.links(in: text) == ["Sources/API"])
    let promises = Readme.promises(in: "## What it promises\n" + text)
    #expect(promises.map(\.tests) == [["one holds", "two holds"], ["three holds"]])
    let file = SourceFile(
      path: "Tests/A/B.swift",
      text:
        #"@Test("one holds")\#n@Test(\#n  "two \"holds\"", arguments: [1])\#nClause("three") {"#
    )
    #expect(Readme.titles(in: file) == ["one holds", "two \"holds\"", "three"])
  }
}
