import ContactCenter
import CustomerKeys
import EventCodec
import Testing

@Suite("What is wrong with an event")
struct ProblemTests {
  let codec = EventCodec(keys: InMemoryKeyStore())

  /// A body, the kind of its only fault, the status, and the pointer.
  struct Case: Sendable, CustomTestStringConvertible {
    var body: String
    var type: ProblemType
    var status: Int
    var pointer: String

    init(_ body: String, _ type: ProblemType, _ status: Int, _ pointer: String) {
      self.body = body
      self.type = type
      self.status = status
      self.pointer = pointer
    }

    var testDescription: String { "\(type.rawValue) at \(pointer): \(body.prefix(60))" }
  }

  private static func answered(_ data: String) -> String {
    #"{"type":"call.answered","stream":"call/1","data":\#(data)}"#
  }

  static let cases = [
    Case("{]", .malformedJSON, 400, ""),
    Case(#"{"data":{"agent":x}}"#, .malformedJSON, 400, "/data/agent"),
    Case("", .truncated, 400, ""),
    Case(#"{"type":"call.answered","data":{"agent":"#, .truncated, 400, "/data/agent"),
    Case(#"{"type":"\uD83D"}"#, .notUTF8, 400, "/type"),
    Case(
      String(repeating: "[", count: 33), .tooDeep, 400, String(repeating: "/0", count: 31)),
    Case(
      #"{"type":"call.held","stream":"call/1","type":"call.held"}"#, .duplicateKey, 400, "/type"),
    Case(answered(#"{"agent":"a","agent":"a"}"#), .duplicateKey, 400, "/data/agent"),
    Case(#"{"type":"call.invented","stream":"call/1"}"#, .unknownEventType, 422, "/type"),
    Case(answered(#"{"agent":"a","agnet":"b"}"#), .unknownField, 422, "/data/agnet"),
    Case(
      #"{"type":"call.held","stream":"call/1","sequence":"1"}"#, .unknownField, 422, "/sequence"),
    Case(answered("{}"), .missingField, 422, "/data/agent"),
    Case(#"{"type":"call.answered","stream":"call/1"}"#, .missingField, 422, "/data"),
    Case(#"{"type":"call.held"}"#, .missingField, 422, "/stream"),
    Case(#"{"stream":"call/1"}"#, .missingField, 422, "/type"),
    Case(answered("[]"), .wrongKind, 422, "/data"),
    Case(answered(#"{"agent":7}"#), .wrongKind, 422, "/data/agent"),
    Case(answered(#"{"agent":null}"#), .wrongKind, 422, "/data/agent"),
    Case(
      answered(#"{"agent":"a","waitMilliseconds":1.0}"#), .wrongKind, 422,
      "/data/waitMilliseconds"),
    Case(
      answered(#"{"agent":"a","waitMilliseconds":"1"}"#), .wrongKind, 422,
      "/data/waitMilliseconds"),
    Case("[]", .wrongKind, 422, ""),
    Case(#"{"type":"call.held","stream":"1"}"#, .wrongKind, 422, "/stream"),
    Case(#"{"type":"call.held","stream":"planet/1"}"#, .wrongKind, 422, "/stream"),
    Case(#"{"type":"call.held","stream":"agent/1"}"#, .wrongKind, 422, "/stream"),
    Case(#"{"type":"call.held","stream":"call/1","time":"noon"}"#, .wrongKind, 422, "/time"),
    Case(#"{"type":"call.held","stream":"call/1","id":7}"#, .wrongKind, 422, "/id"),
    Case(
      #"{"type":"call.held","stream":"call/1","actor":{"kind":"god"}}"#, .wrongKind, 422,
      "/actor/kind"),
    Case(
      answered(#"{"agent":"a","waitMilliseconds":-1}"#), .outOfRange, 422,
      "/data/waitMilliseconds"),
    Case(
      answered(#"{"agent":"a","waitMilliseconds":99999999999999999999}"#), .outOfRange, 422,
      "/data/waitMilliseconds"),
    Case(answered(#"{"agent":""}"#), .outOfRange, 422, "/data/agent"),
    Case(answered(#"{"agent":"a\u0000b"}"#), .outOfRange, 422, "/data/agent"),
    Case(#"{"type":"call.held","stream":"call/1","id":""}"#, .outOfRange, 422, "/id"),
    Case(
      answered(#"{"agent":"\#(String(repeating: "a", count: 129))"}"#), .tooLong, 422,
      "/data/agent"),
    Case(
      #"{"type":"call.held","stream":"call/\#(String(repeating: "é", count: 65))"}"#, .tooLong,
      422, "/stream"),
  ]

  @Test("has one type, a status and a place", arguments: cases)
  func oneFault(testCase: Case) throws {
    let report = try report(testCase.body, as: .plain)
    #expect(report.type == testCase.type)
    #expect(report.type.status == testCase.status)
    #expect(report.errors.map(\.pointer) == [testCase.pointer])
    #expect(report.errors.map(\.type) == [testCase.type])
  }

  @Test("bytes that are not UTF-8 are told as such")
  func notUTF8() throws {
    let bytes = Array(#"{"type":""#.utf8) + [0xC0, 0x80] + Array("\"}".utf8)
    let report = try #require(throws: ProblemReport.self) { try codec.decode(bytes, as: .plain) }
    #expect(report.type == .notUTF8)
  }

  @Test("an event over 256 KiB is refused with the limit, one of exactly that is not")
  func tooLarge() throws {
    func body(_ count: Int) -> [UInt8] {
      let bytes = Array(#"{"type":"call.held","stream":"call/1"}"#.utf8)
      return bytes + [UInt8](repeating: UInt8(ascii: " "), count: count - bytes.count)
    }
    let report = try #require(throws: ProblemReport.self) {
      try codec.decode(body(EventCodec.eventBytesMax + 1), as: .plain)
    }
    #expect(report.type == .tooLarge && report.type.status == 413)
    #expect(report.members.map(\.name) == ["limit"])
    #expect(try codec.decode(body(EventCodec.eventBytesMax), as: .plain).count == 1)
  }

  @Test("all faults of an event are told at once, in their order")
  func allAtOnce() throws {
    let body = """
      {"type":"call.answered","stream":"agent/7","time":"x","color":"red",
       "data":{"waitMilliseconds":-5,"ringMilliseconds":true,"speed":1}}
      """
    let report = try report(body, as: .plain)
    #expect(report.type == .invalidEvent)
    let found = report.errors.map { "\($0.pointer ?? "") \($0.type.rawValue)" }
    #expect(
      found == [
        "/color unknown-field", "/stream wrong-kind", "/time wrong-kind",
        "/data/agent missing-field", "/data/waitMilliseconds out-of-range",
        "/data/ringMilliseconds wrong-kind", "/data/speed unknown-field",
      ])
  }

  @Test("the faults of a batch name the event")
  func batch() throws {
    let good = #"{"specversion":"1.0","id":"1","source":"s","type":"call.held","subject":"call/1"}"#
    let bad = #"{"specversion":"0.3","id":"2","type":"call.held","subject":"call/1"}"#
    let report = try report("[\(good),\(bad),7]", as: .batch)
    let found = report.errors.map { "\($0.pointer ?? "") \($0.type.rawValue)" }
    #expect(found == ["/1/specversion wrong-kind", "/1/source missing-field", "/2 wrong-kind"])
    #expect(try self.report("[]", as: .batch).type == .outOfRange)
    let many = Array(repeating: "1", count: 1_001).joined(separator: ",")
    #expect(try self.report("[\(many)]", as: .batch).type == .tooLong)
  }

  @Test("the faults of the binary mode name the header")
  func binary() throws {
    let headers = [
      "ce-specversion": "1.0", "ce-source": "%zz", "ce-type": "call.held", "ce-subject": "call/1",
      "ce-datacontenttype": "application/json",
    ]
    let report = try report("{}", as: .binary { headers[$0] })
    #expect(
      report.errors.map(\.place) == [
        .header("ce-datacontenttype"), .header("ce-source"), .header("ce-id"),
      ])
  }

  @Test("the form is problem+json, with pointers and codes, and without the values")
  func json() throws {
    let report = try report(
      Self.answered(#"{"agent":"a","waitMilliseconds":-77}"#), as: .plain)
    let text = String(decoding: report.json, as: UTF8.self)
    #expect(
      text == """
        {"type":"urn:switchboard:problem:out-of-range","title":"A value is out of its range",\
        "status":422,"detail":"The number is not within 0 and 31622400000.",\
        "errors":[{"pointer":"/data/waitMilliseconds","code":"out-of-range",\
        "detail":"The number is not within 0 and 31622400000."}]}
        """)
    #expect(!text.contains("77"))
  }

  @Test("a hostile body of faults is answered with a bounded number of them")
  func bounded() throws {
    let members = (0..<900).map { #""x\#($0)":0"# }.joined(separator: ",")
    let report = try report(Self.answered("{\(members)}"), as: .plain)
    #expect(report.errors.count == ProblemReport.errorsMax)
  }

  private func report(_ body: String, as kind: BodyKind) throws -> ProblemReport {
    try #require(throws: ProblemReport.self) { try codec.decode(Array(body.utf8), as: kind) }
  }
}
