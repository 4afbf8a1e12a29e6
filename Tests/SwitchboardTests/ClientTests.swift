import Foundation
import SwitchboardClient
import Testing

@Suite("The Swift client and a running server", .serialized, .timeLimit(.minutes(10)))
struct ClientTests {
  static let protocols: [WireProtocol] = [.http1, .http2]

  @Test("it appends, reads its own writes, and keeps a checkpoint", arguments: protocols)
  func calling(wireProtocol: WireProtocol) async throws {
    try await withFolder { folder in
      let server = try await ServerProcess(folder: folder)
      let client = try await Self.client(of: server, folder, wireProtocol)
      let event = OutgoingEvent(type: "call.received", stream: "call/1")
      let first = try Self.receipt(try await client.append(event, expecting: .new, key: "k"))
      // Sent again, as after an answer that was lost.
      #expect(try Self.receipt(try await client.append(event, expecting: .new, key: "k")) == first)
      let queued = try OutgoingEvent(
        type: "call.queued", stream: "call/1", data: ["queue": "sales"])
      let second = try Self.receipt(try await client.append(queued, expecting: .version(1)))
      #expect(second.position == 3 && second.version == 2)
      let row = try await client.view("queues", id: "sales", atLeast: second.cursor)
      #expect(row?.text.contains("\"waiting\":1") == true)
      #expect(try await client.view("queues", atLeast: second.cursor).rows.count == 1)
      #expect(try await client.view("queues", id: "nobody") == nil)

      try await client.setConsumer("billing", to: first.cursor)
      var rest: [LoggedEvent] = []
      for try await event in client.events(from: .consumer("billing"), follow: false) {
        rest.append(event)
      }
      #expect(rest.map(\.cursor) == [second.cursor])
      #expect(rest.map(\.type) == ["call.queued"])
      let checkpoint = try await client.setConsumer("billing", to: second.cursor)
      #expect(checkpoint.lagEvents == 0 && checkpoint.version == 2)
      #expect(try await client.removeConsumer("billing"))
      #expect(try await client.consumer("billing") == nil)
      #expect(await server.stop() == 0)
    }
  }

  @Test("what the server refuses is told by its kind", arguments: protocols)
  func refusals(wireProtocol: WireProtocol) async throws {
    try await withFolder { folder in
      let server = try await ServerProcess(folder: folder)
      let client = try await Self.client(of: server, folder, wireProtocol)
      let event = OutgoingEvent(type: "call.received", stream: "call/1")
      let receipt = try Self.receipt(try await client.append(event))
      let wrong = await #expect(throws: ClientFailure.self) {
        try await client.append(event, expecting: .new)
      }
      #expect(wrong?.problem?.number("actual") == 1)
      let contradiction = await #expect(throws: ClientFailure.self) {
        try await client.append(event)
      }
      #expect(contradiction?.problem?.kind == "life-cycle")
      let malformed = await #expect(throws: ClientFailure.self) {
        try await client.append(
          try OutgoingEvent(type: "call.queued", stream: "call/1", data: ["color": "red"]))
      }
      #expect(malformed?.problem?.faults.isEmpty == false)
      let other = "0000000000000abc." + receipt.cursor.suffix(20)
      let gone = await #expect(throws: ClientFailure.self) {
        for try await _ in client.events(from: .cursor(other)) {}
      }
      guard case .cursorGone(let problem) = gone else {
        Issue.record("\(String(describing: gone))")
        return
      }
      #expect(problem.number("head") == 2)
      let stranger = try Self.client(of: server, folder, wireProtocol, token: "nobody")
      let unknown = await #expect(throws: ClientFailure.self) {
        for try await _ in stranger.events() {}
      }
      #expect(unknown?.problem?.status == 401)
      let distrust = try SwitchboardClient(url: Self.url(server), token: nil)
      let untrusted = await #expect(throws: ClientFailure.self) {
        try await distrust.view("queues")
      }
      guard case .untrusted = untrusted else {
        Issue.record("\(String(describing: untrusted))")
        return
      }
      #expect(await server.stop() == 0)
    }
  }

  @Test(
    "it follows log and view across a kill -9 and a restart, and misses nothing",
    arguments: protocols)
  func acrossKill(wireProtocol: WireProtocol) async throws {
    try await withFolder { folder in
      let demo = ["--demo", "--demo-rate", "3600"]
      let first = try await ServerProcess(folder: folder, arguments: demo)
      let client = try await Self.client(of: first, folder, wireProtocol)
      var events = client.events().marked.makeAsyncIterator()
      var view = client.changes(ofView: "queues").makeAsyncIterator()
      var positions: [UInt64] = []
      var rows: [String: JSONDocument] = [:]
      while positions.count < 300, let signal = try await events.next() {
        if case .event(let event) = signal { positions.append(event.position) }
      }
      while let signal = try await view.next() {
        Self.fold(signal, into: &rows)
        if case .caughtUp = signal { break }
      }
      await first.kill()

      let second = try await ServerProcess(folder: folder, port: first.port)
      let last = try Self.receipt(
        try await client.append(OutgoingEvent(type: "call.received", stream: "call/last")))
      while positions.last != last.position, let signal = try await events.next() {
        if case .event(let event) = signal { positions.append(event.position) }
      }
      #expect(positions == Array(1...last.position))
      let page = try await client.view("queues", atLeast: last.cursor)
      let wanted = Set(page.rows.map(\.text))
      while Set(rows.values.map(\.text)) != wanted, let signal = try await view.next() {
        Self.fold(signal, into: &rows)
      }
      #expect(rows.count == wanted.count)
      #expect(await second.stop() == 0)
    }
  }

  private static func fold(_ signal: ViewSignal, into rows: inout [String: JSONDocument]) {
    switch signal {
    case .snapshot(let page, let isFirst, _):
      if isFirst { rows = [:] }
      for row in page { rows[row.key] = row.value }
    case .row(let row): rows[row.key] = row.value
    case .caughtUp, .reset, .heartbeat, .connected, .disconnected: break
    }
  }

  private static func client(
    of server: ServerProcess, _ folder: URL, _ wireProtocol: WireProtocol
  ) async throws -> SwitchboardClient {
    let token = try await Program.succeed(
      ["access", "grant", "--role", "admin", "--name", "test", "--data", folder.path])
    return try client(
      of: server, folder, wireProtocol, token: token.trimmingCharacters(in: .newlines))
  }

  private static func client(
    of server: ServerProcess, _ folder: URL, _ wireProtocol: WireProtocol, token: String
  ) throws -> SwitchboardClient {
    var configuration = ClientConfiguration()
    configuration.wireProtocol = wireProtocol
    configuration.trust = .certificates(
      file: folder.appending(path: "tls-certificate.pem").path)
    return try SwitchboardClient(url: url(server), token: token, configuration: configuration)
  }

  private static func url(_ server: ServerProcess) -> String {
    "https://127.0.0.1:\(server.port)"
  }

  private static func receipt(_ result: AppendResult) throws -> AppendResult.Receipt {
    guard case .appended(let receipt) = result else {
      throw UnexpectedResult(result: result)
    }
    return receipt
  }

  private struct UnexpectedResult: Error {
    let result: AppendResult
  }
}
