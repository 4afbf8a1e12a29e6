import Testing

@testable import EventCodec

@Suite("The JSON scanner")
struct JSONScannerTests {
  @Test(
    "takes what RFC 8259 allows",
    arguments: [
      "{}", "[]", "null", "true", "false", "0", "-0", "10", "-1.5e+10", "0.1", "1E2", "\"\"",
      " \t\r\n{ \"a\" : [ 1 , {} ] } \n", #""\u0041\uD83D\uDE00\/\b\f\n\r\t\"\\""#, "\"é漢😀\"",
      "[[[[]]]]", #"{"":1}"#, "\"\u{7F}\"", "\"\u{2028}\"",
    ])
  func accepts(text: String) throws {
    try scan(text)
  }

  @Test(
    "refuses what the grammar refuses, at the byte where it shows",
    arguments: [
      ("{,}", 1), ("{\"a\"}", 4), ("{\"a\":1,}", 7), ("[1,]", 3), ("[1 2]", 3), ("01", 1),
      ("-a", 1), ("1.a", 2), ("1ea", 2), ("+1", 0), (".5", 0), ("tru3", 0), ("nul!", 0),
      ("True", 0), ("'a'", 0), ("\"\n\"", 1), (#""\x""#, 1), (#""\u12G4""#, 5), ("{} {}", 3),
      ("{1:2}", 1), ("[1}", 2), ("\u{FEFF}{}", 0), ("/**/1", 0), ("NaN", 0), ("-Infinity", 1),
      ("{a:1}", 1),
    ])
  func refuses(text: String, offset: Int) {
    let fault = fault(of: Array(text.utf8))
    #expect(fault?.offset == offset)
    guard case .unexpected = fault?.kind else {
      Issue.record("\(String(describing: fault))")
      return
    }
  }

  @Test(
    "refuses bytes that are not UTF-8",
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3, 0x28], [0xE2, 0x28, 0xA1],
      [0xF0, 0x9F, 0x98, 0x28],
    ] as [[UInt8]])
  func refusesNotUTF8(bytes: [UInt8]) {
    let quote = [UInt8(ascii: "\"")]
    #expect(fault(of: quote + bytes + quote) == JSONFault(kind: .notUTF8, offset: 1))
  }

  @Test(
    "refuses escaped halves of surrogate pairs",
    arguments: [#""\uD83D""#, #""\uDE00""#, #""\uD83Dx""#, #""\uD83D\n""#, #""\uD83D\u0041""#])
  func refusesHalves(text: String) {
    #expect(fault(of: Array(text.utf8)) == JSONFault(kind: .notUTF8, offset: 1))
  }

  @Test("calls every beginning of a text truncated, never a shorter text")
  func truncation() {
    let text = Array(#" {"a":[true,false,null,-1.5e+3,"é\u0041\uD83D\uDE00"],"b":{"c":{}}}"#.utf8)
    for length in 0..<text.count {
      let fault = fault(of: Array(text[..<length]))
      #expect(fault?.kind == .truncated, "length \(length)")
    }
    #expect(fault(of: text) == nil)
  }

  @Test("takes 32 nested containers and refuses 33")
  func depth() throws {
    let open = String(repeating: "[", count: JSONScanner.depthMax)
    let close = String(repeating: "]", count: JSONScanner.depthMax)
    try scan(open + close)
    #expect(
      fault(of: Array(("[" + open + close + "]").utf8))
        == JSONFault(kind: .tooDeep, offset: JSONScanner.depthMax))
    let objects = String(repeating: #"{"a":"#, count: 40)
    #expect(fault(of: Array(objects.utf8))?.kind == .tooDeep)
  }

  @Test("takes 1,000 members in an object and refuses one more")
  func members() throws {
    func object(_ count: Int) -> String {
      "{" + (0..<count).map { #""m\#($0)":\#($0)"# }.joined(separator: ",") + "}"
    }
    #expect(try scan(object(1_000)).repeatedNames.isEmpty)
    #expect(fault(of: Array(object(1_001).utf8))?.kind == .tooManyMembers)
  }

  @Test(
    "finds names that stand twice, also by way of escapes, and only within their object",
    arguments: [
      (#"{"a":1,"b":2,"a":3}"#, ["a"]), (#"{"a":1,"\u0061":2}"#, ["a"]),
      (#"{"a":{"a":1},"b":{"a":2}}"#, []), (#"{"x":{"y":1,"y":2},"x":1}"#, ["y", "x"]),
      (#"{"a":1,"a":2,"a":3}"#, ["a", "a"]), (#"{"":1,"":2}"#, [""]),
    ])
  func repeats(text: String, names: [String]) throws {
    let scanner = try scan(text)
    let bytes = Array(text.utf8)
    let found = scanner.repeatedNames.map {
      String(decoding: scanner.tokens[$0].unescaped(in: bytes.span), as: UTF8.self)
    }
    #expect(found == names)
  }

  @Test("finds a repeated name among many as among few")
  func manyRepeats() throws {
    for count in [2, 24, 25, 26, 100, 999] {
      let members = (0..<count).map { #""m\#($0)":0"# } + [#""m0":1"#]
      let scanner = try scan("{" + members.joined(separator: ",") + "}")
      #expect(scanner.repeatedNames == [1 + 2 * count], "\(count) members")
    }
  }

  @Test("points at values by RFC 6901, with ~ and / escaped")
  func pointers() throws {
    let text = #"{"a":[10,{"b/c":{"~":true}}],"d":2}"#
    let scanner = try scan(text)
    let json = JSONText(bytes: Array(text.utf8)[...], tokens: scanner.tokens)
    let paths = scanner.tokens.indices.map { json.pointer($0) }
    #expect(
      paths == [
        "", "/a", "/a", "/a/0", "/a/1", "/a/1/b~1c", "/a/1/b~1c", "/a/1/b~1c/~0",
        "/a/1/b~1c/~0", "/d", "/d",
      ])
  }

  @Test(
    "reads integers and decimals exactly",
    arguments: [
      ("0", 0, 0), ("-0", 0, 0), ("9223372036854775807", Int64.max, nil),
      ("-9223372036854775808", Int64.min, nil), ("9223372036854775808", nil, nil),
      ("1.5", nil, 1_500_000), ("-0.000001", nil, -1), ("0.0000001", nil, nil),
      ("1e3", nil, nil), ("9223372036854.775807", nil, Int64.max), ("40.773300", nil, 40_773_300),
    ] as [(String, Int64?, Int64?)])
  func numbers(text: String, integer: Int64?, millionths: Int64?) throws {
    let scanner = try scan(text)
    let json = JSONText(bytes: Array(text.utf8)[...], tokens: scanner.tokens)
    #expect(json.integer(0) == integer)
    #expect(json.millionths(0) == millionths)
  }

  @Test("resolves every escape")
  func escapes() throws {
    let text = #""\"\\\/\b\f\n\r\t\u00e9\u6F22\uD83D\uDE00x""#
    let scanner = try scan(text)
    let json = JSONText(bytes: Array(text.utf8)[...], tokens: scanner.tokens)
    #expect(json.string(0) == "\"\\/\u{8}\u{C}\n\r\té漢😀x")
  }

  @discardableResult
  private func scan(_ text: String) throws -> JSONScanner {
    var scanner = JSONScanner()
    try scanner.scan(Array(text.utf8).span)
    return scanner
  }

  private func fault(of bytes: [UInt8]) -> JSONFault? {
    var scanner = JSONScanner()
    do throws(JSONFault) {
      try scanner.scan(bytes.span)
      return nil
    } catch {
      return error
    }
  }
}
