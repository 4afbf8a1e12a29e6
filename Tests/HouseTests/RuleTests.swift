import Testing

/// A rule that cannot fail guards nothing: each is shown what it forbids.
@Suite("The rules can fail")
struct RuleTests {
  @Test(
    "an import against the arrows is refused",
    arguments: [
      ("ContactCenter", "import Foundation"), ("ContactCenter", "package import EventLog"),
      ("EventLog", "import struct Foundation.Date"), ("Engine", "import LMDB"),
      ("LMDBStorage", "import ContactCenter"), ("HTTP2Server", "@testable import API"),
      ("Attic", "import Foundation"),
    ])
  func imports(target: String, line: String) {
    #expect(ImportRule.violations(in: source(line, in: target)).count == 1)
  }

  @Test("an import along the arrows is allowed")
  func allowedImports() {
    let text = "import Synchronization\n// import Foundation\nlet word = \"import Foundation\"\n"
    #expect(ImportRule.violations(in: source(text, in: "EventLog")) == [])
    #expect(ImportRule.violations(in: source("import EventLog\nimport Crypto", in: "Engine")) == [])
  }

  @Test("long lines, files, functions and parameter lists are refused")
  func sizes() {
    let wide = "// " + String(repeating: "x", count: 98)
    #expect(SizeRule.violations(in: source(wide)).count == 1)
    let long = source(String(repeating: "\n", count: 401))
    #expect(SizeRule.violations(in: long).count == 1)
    #expect(SizeRule.violations(inAll: [long] + (0..<8).map { _ in source("") }).count == 1)
    #expect(SizeRule.violations(inAll: [long] + (0..<9).map { _ in source("") }) == [])
    let body = String(repeating: "  work()\n", count: 69)
    #expect(SizeRule.violations(in: source("func f() {\n\(body)}\n")).count == 1)
    #expect(SizeRule.violations(in: source("func f() {\n\(body.dropFirst(9))}\n")) == [])
    let many =
      "func many(a: Int, b: [Int: Int], c: (Int, Int) -> Void, d: Map<A, B>, e: Int, f: Int) {}"
    #expect(SizeRule.violations(in: source(many)).count == 1)
  }

  @Test("functions are found with their names, sizes and parameters")
  func functions() {
    let text = """
      protocol P {
        func required(_ a: Int, b: some Q<A, B>) throws(F) -> (Int, Int)
        init?(x: Int = f(1, 2))
      }
      extension P {
        static func < (left: Self, right: Self) -> Bool { "}" == "\\(left.init(1, 2))" }
        func outer<T>(
          _ body: (Int) -> Void,
        ) where T: Q {
          func inner() { if a < b, c { d() } }
        }
      }
      """
    #expect(
      FunctionScanner(source(text)).functions() == [
        FunctionShape(name: "required", line: 1, parameterCount: 2, lineCount: 1),
        FunctionShape(name: "init", line: 2, parameterCount: 1, lineCount: 1),
        FunctionShape(name: "<", line: 5, parameterCount: 2, lineCount: 1),
        FunctionShape(name: "outer", line: 6, parameterCount: 1, lineCount: 5),
        FunctionShape(name: "inner", line: 9, parameterCount: 0, lineCount: 1),
      ])
  }

  @Test("strings and comments are told from code")
  func scanning() {
    let text = ##"""
      let a = "// no \"comment\" \(f("}") + 1)" // one /* here
      let b = #"\( " \#(g(")"))"# /* a /* nested */ { */ + h
      let c = """
        { " \(i) \"""
        """ + #/ " { /# + j
      """##
    let file = source(text)
    let code = file.code.map { $0.split(separator: " ").joined(separator: " ") }
    #expect(code == ["let a = (f( ) + 1)", "let b = (g( )) + h", "let c =", "(i)", "+ + j"])
    #expect(file.comments[0].hasSuffix("// one /* here"))
    #expect(file.comments[1].contains("/* a /* nested */ { */"))
    #expect(zip(file.lines, file.code).allSatisfy { $0.count == $1.count })
  }

  @Test(
    "unfinished and dangerous words are refused",
    arguments: [
      "let x = try! f()", "fatalError(\"no\")", "// TODO later", "/* FIXME */", "let y = x as! Int",
    ])
  func words(line: String) {
    #expect(WordRule.violations(in: source(line)).count == 1)
    #expect(WordRule.violations(in: source("let text = \"try! TODO fatalError(\"")) == [])
  }

  @Test("a test that sleeps is refused")
  func sleeping() {
    let file = SourceFile(path: "Tests/A/B.swift", text: "try await Task.sleep(for: .seconds(1))")
    #expect(WordRule.violations(in: file).count == 1)
  }

  @Test("unsafe code elsewhere, or without a reason, is refused")
  func safety() {
    let pointer = "let p: UnsafeRawPointer = q"
    #expect(SafetyRule.violations(in: source(pointer, in: "Engine")).count == 1)
    #expect(SafetyRule.violations(in: source(pointer, in: "LMDB")).count == 1)
    #expect(SafetyRule.violations(in: source("// SAFETY: q lives.\n\(pointer)", in: "LMDB")) == [])
    let exempt = "final class C: @unchecked Sendable {}"
    #expect(SafetyRule.violations(in: source(exempt, in: "API")).count == 1)
    #expect(SafetyRule.violations(in: source(exempt, in: "HTTP2Server")).count == 1)
    let explained = "// SAFETY: on one loop.\n\(exempt)"
    #expect(SafetyRule.violations(in: source(explained, in: "HTTP2Server")) == [])
  }

  @Test("what others see, and no documentation, is refused")
  func documentation() {
    let text = """
      /// A thing.
      package struct Thing {
        package func undocumented() {}
        package func required() {}
        /// One of two.
        @inlinable
        package static func pair(_ one: Int) {}
        package static func pair() {}
        package static func == (left: Thing, right: Thing) -> Bool { true }
        func own() {}
      }
      public final class Other {}
      """
    let violations = DocumentationRule.violations(in: source(text), requirements: ["required"])
    #expect(violations.map { $0.split(separator: " ")[1] } == ["undocumented", "Other"])
    let file = source("package protocol P {\n  func required()\n}\nfunc free() {}")
    #expect(DocumentationRule.requirements(in: file) == ["required"])
  }

  @Test("a file with another name than its content is refused")
  func names() {
    let right = SourceFile(path: "Sources/A/Call+Wire.swift", text: "extension Call {}")
    let wrong = SourceFile(path: "Sources/A/Helpers.swift", text: "extension Call {}")
    let both = SourceFile(path: "Sources/A/Words.swift", text: "enum A {}\nstruct B {}")
    #expect(NameRule.violations(in: right) == [])
    #expect(NameRule.violations(in: both) == [])
    #expect(NameRule.violations(in: wrong).count == 1)
    let other = SourceFile(path: "Sources/A/Other.swift", text: "package final class Call: P {}")
    #expect(NameRule.violations(in: other).count == 1)
  }

  @Test("a folder of a machine is refused, an address is not")
  func paths() {
    let folder = PathRule.folders[2]
    #expect(PathRule.violations(path: "a", text: "cd \(folder)ada").count == 1)
    #expect(PathRule.violations(path: "a", text: "https://example.org\(folder)page") == [])
  }

  private func source(_ text: String, in target: String = "API") -> SourceFile {
    SourceFile(path: "Sources/\(target)/File.swift", text: text)
  }
}
