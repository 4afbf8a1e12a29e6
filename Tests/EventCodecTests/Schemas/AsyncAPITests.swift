import ContactCenter
import EventCodec
import Foundation
import Testing

@Suite("AsyncAPI")
struct AsyncAPITests {
  @Test("there is a channel for every route that answers with a stream, and for no other")
  func channels() throws {
    let document = try document()
    #expect(document["asyncapi"] as? String == "3.0.0")
    let channels = try #require(document["channels"] as? [String: [String: Any]])
    let streaming = RouteDescription.all.filter { route in
      route.answers.contains { $0.contentTypes.contains("text/event-stream") }
    }
    #expect(
      channels.values.compactMap { $0["address"] as? String }.sorted()
        == streaming.map(\.path).sorted())
    for channel in channels.values {
      let address = try #require(channel["address"] as? String)
      let named = address.matches(of: /\{([a-z]+)\}/).map { String($0.1) }
      let parameters = channel["parameters"] as? [String: Any] ?? [:]
      #expect(Set(parameters.keys) == Set(named))
    }
  }

  @Test("every event type is a message of the log's channel, with its public data")
  func events() throws {
    let document = try document()
    let messages = try #require(try value("channels/log/messages", in: document) as? [String: Any])
    for event in Event.all { #expect(messages[event.type.name] != nil, "\(event.type.name)") }
    let path = "components/schemas/customer.registered.v1/properties"
    let fields = try #require(try value(path, in: document) as? [String: Any])
    #expect(fields["language"] != nil)
    #expect(fields["name"] == nil, "personal fields are on no stream")
  }

  @Test("every reference leads somewhere")
  func references() throws {
    let document = try document()
    let text = String(decoding: try bytes(), as: UTF8.self)
    let references = Set(text.matches(of: /"\$ref": "#\/([^"]+)"/).map { String($0.1) })
    #expect(references.count > Event.all.count)
    for reference in references { _ = try value(reference, in: document) }
  }

  @Test("every operation sends what its channel has, by the query of its route")
  func operations() throws {
    let document = try document()
    let operations = try #require(document["operations"] as? [String: [String: Any]])
    #expect(operations.count == (document["channels"] as? [String: Any])?.count)
    for operation in operations.values {
      #expect(operation["action"] as? String == "send")
      #expect((operation["messages"] as? [Any])?.isEmpty == false)
    }
    let path = "operations/send-log/bindings/http/query/properties"
    let query = try #require(try value(path, in: document) as? [String: Any])
    let route = try #require(
      RouteDescription.all.first { $0.path == "/v1/events" && $0.method == .get })
    #expect(Set(query.keys) == Set(route.parameters.filter { $0.place == .query }.map(\.name)))
  }

  private func bytes() throws -> [UInt8] {
    try #require(SchemaWriter.files().first { $0.path == "asyncapi.json" }).bytes
  }

  private func document() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(try bytes())) as? [String: Any])
  }

  private func value(_ path: String, in document: [String: Any]) throws -> Any {
    var value: Any = document
    for name in path.split(separator: "/") {
      value = try #require((value as? [String: Any])?[String(name)], "\(path) leads nowhere")
    }
    return value
  }
}
