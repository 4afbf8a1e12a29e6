import Testing

@Suite("The rules of the house")
struct HouseTests {
  @Test("no room imports one that it may not, and the pure rooms import nothing")
  func imports() {
    #expect(House.swiftFiles.flatMap { ImportRule.violations(in: $0) } == [])
  }

  @Test("every room is on the map, and every room on the map exists")
  func rooms() {
    #expect(Set(House.entries(of: "Sources")) == Set(ImportRule.arrows.keys))
  }

  @Test("files, lines, functions and parameter lists stay within their sizes")
  func sizes() {
    #expect(House.swiftFiles.flatMap { SizeRule.violations(in: $0) } == [])
    #expect(SizeRule.violations(inAll: House.swiftFiles) == [])
    let others =
      House.files(under: "Sources/Wallboard/Pages") + House.files(under: "deploy/examples")
      + ["deploy/run", "deploy/test"]
    let wide = others.flatMap { path in
      SizeRule.wideLines(path: path, lines: (House.text(of: path) ?? "").split(separator: "\n"))
    }
    #expect(wide == [])
  }

  @Test("nothing unfinished is left, and no test sleeps")
  func words() {
    #expect(House.swiftFiles.flatMap { WordRule.violations(in: $0) } == [])
  }

  @Test("unsafe code stays in its two rooms, with its reasons")
  func safety() {
    #expect(House.swiftFiles.flatMap { SafetyRule.violations(in: $0) } == [])
  }

  @Test("what a room shows to others is documented")
  func documentation() {
    let requirements = House.sources.reduce(into: Set<String>()) {
      $0.formUnion(DocumentationRule.requirements(in: $1))
    }
    let violations = House.sources.flatMap {
      DocumentationRule.violations(in: $0, requirements: requirements)
    }
    #expect(violations == [])
  }

  @Test("a file is named after what is in it")
  func names() {
    #expect(House.swiftFiles.flatMap { NameRule.violations(in: $0) } == [])
  }

  @Test("no file names a folder of somebody's machine")
  func paths() {
    let folders = ["Sources", "Tests", "Schemas", "deploy", ".ci"].flatMap {
      House.files(under: $0)
    }
    let violations = (folders + ["README.md", "Package.swift", ".gitignore"]).flatMap { path in
      House.text(of: path).map { PathRule.violations(path: path, text: $0) } ?? []
    }
    #expect(violations == [])
  }

  @Test("the top level holds what belongs there and nothing else")
  func topLevel() {
    let wanted: Set = ["Package.swift", "README.md", "Schemas", "Sources", "Tests", "deploy"]
    // Made by tools, and ignored by git.
    let made: Set = ["Package.resolved", "data"]
    let found = Set(House.entries(of: "").filter { !$0.hasPrefix(".") })
    #expect(found.subtracting(made) == wanted)
  }

  @Test("the two commands and continuous integration can be run")
  func commands() {
    let scripts = ["deploy/run", "deploy/test", "deploy/packages", ".ci/run"]
    for path in scripts + ["deploy/examples/follow.sh"] {
      #expect(House.isExecutable(path), "\(path)")
      #expect(House.text(of: path)?.contains("set -euo pipefail") == true, "\(path)")
    }
  }
}
