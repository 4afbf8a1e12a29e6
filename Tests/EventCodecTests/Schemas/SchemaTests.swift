import ContactCenter
import EventCodec
import Foundation
import TestSupport
import Testing

@Suite("Schemas")
struct SchemaTests {
  @Test("there is one file a type and version, one of problems, two of routes, each valid JSON")
  func files() throws {
    let files = SchemaWriter.files()
    let wanted =
      Event.all.map(\.type.schemaPath) + ["asyncapi.json", "openapi.json", "problems.json"]
    #expect(files.map(\.path) == wanted.sorted())
    for file in files {
      #expect(throws: Never.self, "\(file.path)") {
        try JSONSerialization.jsonObject(with: Data(file.bytes))
      }
      #expect(file.bytes.last == UInt8(ascii: "\n"))
    }
    #expect(SchemaWriter.files() == files)
  }

  @Test("the problems' list and the code are the same")
  func problems() throws {
    let object = try object("problems.json")
    let problems = try #require(object["problems"] as? [[String: Any]])
    #expect(problems.compactMap { $0["type"] as? String } == ProblemType.allCases.map(\.uri))
    #expect(problems.compactMap { $0["status"] as? Int } == ProblemType.allCases.map(\.status))
    for problem in problems {
      for member in ["title", "occurs", "advice"] {
        #expect((problem[member] as? String)?.isEmpty == false)
      }
    }
    let titles = Set(ProblemType.allCases.map(\.title))
    #expect(titles.count == ProblemType.allCases.count)
  }

  @Test("every field is in its schema, with what is personal and what is required")
  func fields() throws {
    let object = try object("events/customer.registered.v1.json")
    #expect(object["$id"] as? String == "urn:switchboard:schema:customer.registered.v1")
    let properties = try #require(object["properties"] as? [String: [String: Any]])
    #expect(properties["name"]?["x-personal"] as? Bool == true)
    #expect(properties["language"]?["x-personal"] == nil)
    #expect(object["additionalProperties"] as? Bool == false)
    let answered = try self.object("events/call.answered.v1.json")
    #expect(answered["required"] as? [String] == ["agent"])
  }

  @Test("what an event may hold, its schema allows", arguments: UInt64(1)...10)
  func schemasHold(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for blank in Event.all {
      let schema = try object(blank.type.schemaPath)
      let event = blank.filled(&generator)
      let data = try JSONSerialization.jsonObject(with: Data(RowCodec.encode(event)))
      let fault = SchemaCheck.fault(of: data, by: schema)
      #expect(fault == nil, "seed \(seed): \(blank.type.name)")
    }
  }

  @Test("OpenAPI has every route with its parameters and problems")
  func openAPI() throws {
    let object = try object("openapi.json")
    #expect(object["openapi"] as? String == "3.1.0")
    let paths = try #require(object["paths"] as? [String: [String: [String: Any]]])
    for route in RouteDescription.all {
      let path = route.path.replacing("+}", with: "}")
      let operation = try #require(paths[path]?[route.method.rawValue], "\(path)")
      let responses = try #require(operation["responses"] as? [String: Any])
      for answer in route.answers { #expect(responses["\(answer.status)"] != nil, "\(path)") }
      for problem in route.problems { #expect(responses["\(problem.status)"] != nil, "\(path)") }
      let named = route.path.matches(of: /\{([a-z]+)\+?\}/).map { String($0.1) }
      let described = route.parameters.filter { $0.place == .path }.map(\.name)
      #expect(Set(named) == Set(described), "\(path)")
    }
    let routes = RouteDescription.all.map { "\($0.method) \($0.path)" }
    #expect(Set(routes).count == routes.count)
  }

  @Test("every reference of OpenAPI leads somewhere")
  func references() throws {
    let file = try #require(SchemaWriter.files().first { $0.path == "openapi.json" })
    let object = try object("openapi.json")
    let components = try #require(object["components"] as? [String: [String: Any]])
    let text = String(decoding: file.bytes, as: UTF8.self)
    for match in text.matches(of: /"#\/components\/schemas\/([A-Za-z]+)"/) {
      #expect(components["schemas"]?[String(match.1)] != nil, "\(match.1)")
    }
  }

  @Test("nothing within a payload's objects is personal: the encoder would refuse it")
  func nestedIsPublic() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<50 {
      for blank in Event.all { _ = RowCodec.encode(blank.filled(&generator)) }
    }
  }

  private static let files = SchemaWriter.files()

  private func object(_ path: String) throws -> [String: Any] {
    let file = try #require(Self.files.first { $0.path == path })
    return try #require(
      try JSONSerialization.jsonObject(with: Data(file.bytes)) as? [String: Any])
  }
}
