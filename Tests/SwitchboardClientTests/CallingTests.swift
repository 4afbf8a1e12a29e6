import Testing

@testable import SwitchboardClient

@Suite("Appending, views and consumers", .timeLimit(.minutes(5)))
struct CallingTests {
  private static let receipt = #"{"position":7,"version":2,"cursor":"e.7"}"#

  @Test(
    "an append whose answer was lost is sent again under the same key",
    arguments: [
      WireProtocol.http1, .http2,
    ])
  func repeated(wireProtocol: WireProtocol) async throws {
    try await ScriptedServer.run([.lost, .answer(200, Self.receipt)], wireProtocol) {
      client, server in
      let event = try OutgoingEvent(type: "call.noted", stream: "call/1", data: ["note": "ü"])
      let result = try await client.append(event, expecting: .version(1))
      guard case .appended(let receipt) = result else {
        Issue.record("\(result)")
        return
      }
      #expect(receipt.position == 7 && receipt.version == 2 && receipt.cursor == "e.7")
      let keys = server.requests.map { $0.fields["idempotency-key"] ?? "" }
      #expect(keys.count == 2 && keys[0] == keys[1] && keys[0].count > 10)
      #expect(server.requests[1].fields["if-match"] == "\"1\"")
      #expect(
        server.requests[1].body
          == #"{"type":"call.noted","stream":"call/1","data":{"note":"ü"}}"#)
    }
  }

  @Test("an event with an id of its own needs no key, and a batch numbers its events")
  func identities() async throws {
    try await ScriptedServer.run([.answer(200, #"{"quarantined":4}"#)]) { client, server in
      var event = OutgoingEvent(type: "call.noted", stream: "call/1")
      event.id = "a"
      event.source = "pbx"
      #expect(try await client.append(event) == .quarantined(position: 4))
      event.id = nil
      event.source = nil
      _ = try await client.append([event, event], from: "crm", expecting: .new, key: "k")
      #expect(server.requests[0].fields["idempotency-key"] == nil)
      #expect(server.requests[1].fields["if-none-match"] == "*")
      #expect(
        server.requests[1].fields["content-type"] == "application/cloudevents-batch+json")
      #expect(server.requests[1].body.contains(#""id":"k#2","source":"crm""#))
    }
  }

  @Test("each kind of refusal is an error of its own", arguments: [409, 412, 422, 403, 507])
  func refusals(status: Int) async throws {
    let body = Frames.problem(
      "a-kind", status,
      #","state":"queued","actual":9,"errors":[{"pointer":"/data/x","code":"c","detail":"d"}]"#)
    try await ScriptedServer.run([.answer(status, body)]) { client, server in
      let failure = await #expect(throws: ClientFailure.self) {
        try await client.append(OutgoingEvent(type: "t", stream: "call/1"))
      }
      let problem = try #require(failure?.problem)
      #expect(problem.faults.map(\.pointer) == ["/data/x"])
      #expect(problem.number("actual") == 9 && problem.text("state") == "queued")
      let wanted: ClientFailure =
        switch status {
        case 409: .conflict(problem)
        case 412: .wrongVersion(problem)
        case 422: .invalid(problem)
        case 403: .forbidden(problem)
        default: .unavailable(problem)
        }
      #expect(failure == wanted)
      #expect(server.requests.count == 1)
    }
  }

  @Test("a busy server is asked again as often as is allowed, then its answer is told")
  func busy() async throws {
    let busy = ScriptedServer.Turn.answer(503, Frames.problem("overloaded", 503))
    try await ScriptedServer.run([busy]) { client, server in
      let failure = await #expect(throws: ClientFailure.self) {
        try await client.append(OutgoingEvent(type: "t", stream: "call/1"))
      }
      #expect(failure?.problem?.kind == "overloaded")
      #expect(server.requests.count == 4)
    }
  }

  @Test("HTTP/1.1 keeps its connection from one request to the next")
  func keptConnection() async throws {
    try await ScriptedServer.run([.answer(200, Self.receipt)], .http1) { client, server in
      for _ in 0..<5 { _ = try await client.append(OutgoingEvent(type: "t", stream: "call/1")) }
      #expect(Set(server.requests.map(\.connection)).count == 1)
    }
  }

  @Test("a view comes as a snapshot in parts, then rows, and resumes after its last cursor")
  func views() async throws {
    let first = """
      event: snapshot
      data: {"position":3,"rows":[{"key":"a","value":{"n":1}}],"more":true}

      id: \(Frames.cursor(3))
      event: snapshot
      data: {"position":3,"rows":[{"key":"b","value":{"n":2}}],"more":false}

      event: row
      data: {"key":"a","value":null,"position":4}


      """
    let second = """
      event: reset
      data: {"reason":"changes no longer known","epoch":"x"}

      id: \(Frames.cursor(5))
      event: snapshot
      data: {"position":5,"rows":[],"more":false}


      """
    let turns: [ScriptedServer.Turn] = [.broken(first), .open(second + Frames.caughtUp(5))]
    try await ScriptedServer.run(turns) { client, server in
      var said: [String] = []
      for try await signal in client.changes(ofView: "queues", mode: .coalesce) {
        said.append(Self.words(signal))
        if case .caughtUp = signal { break }
      }
      #expect(
        said == [
          "connected", "first a={\"n\":1}", "last b={\"n\":2}", "a=-", "lost", "connected",
          "reset: changes no longer known", "first last ", "caught up \(Frames.cursor(5))",
        ])
      #expect(server.requests.map(\.target).allSatisfy { $0 == "/v1/views/queues?mode=coalesce" })
      #expect(server.requests[1].fields["last-event-id"] == Frames.cursor(3))
    }
  }

  private static func words(_ signal: ViewSignal) -> String {
    func text(_ row: LiveRow) -> String { "\(row.key)=\(row.value?.text ?? "-")" }
    return switch signal {
    case .snapshot(let rows, let isFirst, let isLast):
      (isFirst ? "first " : "") + (isLast ? "last " : "") + rows.map(text).joined(separator: " ")
    case .row(let row): text(row)
    case .caughtUp(let cursor): "caught up \(cursor)"
    case .reset(let reason): "reset: \(reason)"
    case .heartbeat: "heartbeat"
    case .connected: "connected"
    case .disconnected: "lost"
    }
  }

  @Test(
    "an address that is none is refused before anything is sent",
    arguments: [
      "calls.example.org", "ftp://calls.example.org", "https://", "https://a.b/path", "",
    ])
  func addresses(url: String) {
    #expect(throws: ClientFailure.self) { try SwitchboardClient(url: url, token: nil) }
  }

  @Test("a server that is not there is named, with what was tried")
  func absent() async throws {
    var configuration = ClientConfiguration()
    configuration.requestAttemptsMax = 1
    // Port 1 of the loopback is nobody's.
    let client = try SwitchboardClient(
      url: "http://127.0.0.1:1", token: nil, configuration: configuration)
    let failure = await #expect(throws: ClientFailure.self) { try await client.view("queues") }
    #expect("\(try #require(failure))".hasPrefix("no server answers at http://127.0.0.1:1"))
  }
}
