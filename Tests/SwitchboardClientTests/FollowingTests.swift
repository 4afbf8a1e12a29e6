import Synchronization
import Testing

@testable import SwitchboardClient

@Suite("Following the log", .timeLimit(.minutes(5)))
struct FollowingTests {
  static let protocols: [WireProtocol] = [.http1, .http2]

  @Test("a broken connection is resumed after the last event", arguments: protocols)
  func resumes(wireProtocol: WireProtocol) async throws {
    let turns: [ScriptedServer.Turn] = [
      .broken(Frames.event(1) + Frames.event(2)), .lost,
      .stream(Frames.event(3) + Frames.checkpoint(7)),
      .open(Frames.event(9, after: 7)),
    ]
    try await ScriptedServer.run(turns, wireProtocol) { client, server in
      var positions: [UInt64] = []
      let selection = EventSelection(types: ["call.*"], queues: ["a b"], limit: 4)
      for try await event in client.events(filter: selection) {
        positions.append(event.position)
      }
      #expect(positions == [1, 2, 3, 9])
      let requests = server.requests
      #expect(
        requests.map { $0.fields["last-event-id"] } == [
          nil, Frames.cursor(2), Frames.cursor(2), Frames.cursor(7),
        ])
      #expect(
        requests[0].target == "/v1/events?follow=true&type=call.%2A&queue=a%20b&limit=4&from=0")
      #expect(requests[3].target == "/v1/events?follow=true&type=call.%2A&queue=a%20b&limit=1")
      #expect(requests.allSatisfy { $0.fields["authorization"] == "Bearer secret" })
    }
  }

  @Test("marks come as signals where they are asked for", arguments: protocols)
  func marks(wireProtocol: WireProtocol) async throws {
    let behind = "event: fell-behind\ndata: {\"position\":2,\"head\":5}\n\n"
    let text =
      "retry: 1\n\n" + Frames.event(1) + Frames.caughtUp(1) + Frames.heartbeat + behind
      + Frames.checkpoint(5)
    try await ScriptedServer.run([.open(text)], wireProtocol) { client, _ in
      var names: [String] = []
      for try await signal in client.events(from: .cursor(Frames.cursor(0))).marked {
        names.append(Self.name(signal))
        if case .checkpoint = signal { break }
      }
      #expect(
        names == [
          "connected", "1", "caught up \(Frames.cursor(1))", "head 9", "behind 5",
          "at \(Frames.cursor(5))",
        ])
    }
  }

  private static func name(_ signal: EventSignal) -> String {
    switch signal {
    case .event(let event): "\(event.position)"
    case .checkpoint(let cursor): "at \(cursor)"
    case .caughtUp(let cursor): "caught up \(cursor)"
    case .fellBehind(let head): "behind \(head)"
    case .heartbeat(let head, _): "head \(head)"
    case .connected: "connected"
    case .disconnected(let interruption): "lost: \(interruption.failure.map { "\($0)" } ?? "")"
    }
  }

  @Test("without following, the sequence ends with the log, however often it broke off")
  func replay() async throws {
    let turns: [ScriptedServer.Turn] = [
      .stream(Frames.event(1)), .stream(Frames.event(2) + Frames.caughtUp(2)),
    ]
    try await ScriptedServer.run(turns) { client, server in
      var events: [LoggedEvent] = []
      for try await event in client.events(follow: false) { events.append(event) }
      #expect(events.map(\.position) == [1, 2])
      #expect(server.requests.count == 2)
      #expect(events[0].json.text.hasPrefix(#"{"sequence":"00000000000000000001","stream"#))
      #expect(events[0].data.text == "{}")
      #expect(events[0].stream == "call/1")
    }
  }

  @Test("a silent connection is taken for dead and made again", arguments: protocols)
  func silence(wireProtocol: WireProtocol) async throws {
    let turns: [ScriptedServer.Turn] = [.open(Frames.event(1)), .open(Frames.event(2))]
    try await ScriptedServer.run(turns, wireProtocol) {
      $0.silence = .milliseconds(100)
    } _: { client, server in
      var positions: [UInt64] = []
      for try await event in client.events(filter: EventSelection(limit: 2)) {
        positions.append(event.position)
      }
      #expect(positions == [1, 2])
      #expect(server.requests.map { $0.fields["last-event-id"] } == [nil, Frames.cursor(1)])
      #expect(Set(server.requests.map(\.connection)).count == 2)
    }
  }

  @Test(
    "an event that does not follow the one before is fetched again, and refused the second time")
  func gaps() async throws {
    let healed: [ScriptedServer.Turn] = [
      .open(Frames.event(1) + Frames.event(3)), .open(Frames.event(2) + Frames.event(3)),
    ]
    try await ScriptedServer.run(healed) { client, server in
      var positions: [UInt64] = []
      for try await event in client.events(filter: EventSelection(limit: 3)) {
        positions.append(event.position)
      }
      #expect(positions == [1, 2, 3])
      #expect(server.requests[1].fields["last-event-id"] == Frames.cursor(1))
    }
    let persistent: [ScriptedServer.Turn] = [
      .open(Frames.event(1) + Frames.event(3)), .open(Frames.event(3)),
    ]
    try await ScriptedServer.run(persistent) { client, _ in
      await #expect(throws: ClientFailure.discontinuity(expected: 1, found: 2)) {
        for try await _ in client.events() {}
      }
    }
  }

  @Test("an event that comes twice is no event that follows")
  func duplicates() {
    var continuity = EventContinuity()
    continuity.connected(after: 4)
    let verdicts = [
      continuity.check(6, after: 4), continuity.check(6, after: 4), continuity.check(6, after: 6),
    ]
    #expect(verdicts == [.follows, .gap(expected: 6), .gap(expected: 6)])
    continuity.connected(from: nil)
    let anew = continuity.check(9, after: 8)
    #expect(anew == .follows)
  }

  @Test(
    "a refusal that trying again cannot mend ends the sequence with what the server said",
    arguments: [(401, "unauthenticated"), (403, "forbidden"), (410, "cursor-gone"), (400, "")])
  func refusals(status: Int, kind: String) async throws {
    let body = Frames.problem(kind, status, #","earliest":"e.0","allowed":["a","b"]"#)
    try await ScriptedServer.run([.answer(status, body)]) { client, server in
      let failure = await #expect(throws: ClientFailure.self) {
        for try await _ in client.events() {}
      }
      let problem = try #require(failure?.problem)
      #expect(problem.kind == kind && problem.status == status && problem.detail == "D.")
      #expect(problem.text("earliest") == "e.0" && problem.texts("allowed") == ["a", "b"])
      #expect(server.requests.count == 1)
      let wanted: ClientFailure =
        switch status {
        case 401: .unauthenticated(problem)
        case 403: .forbidden(problem)
        case 410: .cursorGone(problem)
        default: .invalid(problem)
        }
      #expect(failure == wanted)
    }
  }

  @Test("a busy server is asked again after the time that it names")
  func retryAfter() async throws {
    let busy = ScriptedServer.Turn.answer(
      503, fields: [(name: "retry-after", value: "7")], Frames.problem("overloaded", 503))
    try await ScriptedServer.run([busy, .open(Frames.event(1))]) { client, _ in
      var waits: [Duration] = []
      for try await signal in client.events().marked {
        if case .disconnected(let interruption) = signal { waits.append(interruption.wait) }
        if case .event = signal { break }
      }
      // Seven seconds, cut to what this client lets a server ask for.
      #expect(waits.count == 1)
      #expect(waits.allSatisfy { $0 >= .milliseconds(20) && $0 <= .milliseconds(22) })
    }
  }

  @Test("attempts are given up where the policy says so, with the last failure")
  func givingUp() async throws {
    try await ScriptedServer.run([.lost]) {
      $0.reconnection.attemptsMax = 2
    } _: { client, server in
      await #expect(throws: ClientFailure.self) { for try await _ in client.events() {} }
      #expect(server.requests.count == 3)
    }
  }

  @Test("a first connection that fails is told at once where the policy says so")
  func firstConnection() async throws {
    try await ScriptedServer.run([.lost]) {
      $0.reconnection.retriesFirstConnection = false
    } _: { client, server in
      await #expect(throws: ClientFailure.self) { for try await _ in client.events() {} }
      #expect(server.requests.count == 1)
    }
  }

  @Test("a cancelled task ends its sequence", arguments: protocols)
  func cancellation(wireProtocol: WireProtocol) async throws {
    try await ScriptedServer.run([.open(Frames.event(1))], wireProtocol) { client, _ in
      let (started, start) = AsyncStream<Void>.makeStream()
      let task = Task {
        var count = 0
        for try await _ in client.events() {
          count += 1
          start.finish()
        }
        return count
      }
      for await _ in started {}
      task.cancel()
      let count = try await task.value
      #expect(count == 1)
    }
  }

  @Test("a reader that does not read lets the server stop, while others go on")
  func backPressure() async throws {
    let endless = ScriptedServer.Turn.endless(
      Frames.event(1, after: 0, data: "\"" + String(repeating: "x", count: 8_000) + "\""))
    try await ScriptedServer.run([endless, .answer(404, Frames.problem("not-found", 404))]) {
      $0.bufferBytes = 128 * 1_024
    } _: { client, server in
      var iterator = client.events().marked.makeAsyncIterator()
      _ = try await iterator.next()
      _ = try await iterator.next()
      for _ in 0..<100 { #expect(try await client.view("queues", id: "a") == nil) }
      // The window, and what the server holds for one that does not read.
      #expect(server.bytesPulled.load(ordering: .relaxed) < 1_024 * 1_024)
      #expect(Set(server.requests.map(\.connection)).count == 1)
      _ = try? await iterator.next()
    }
  }

  @Test("more streams than one connection carries get another connection, and all of them begin")
  func manyStreams() async throws {
    try await ScriptedServer.run([.open(Frames.event(1))]) { client, server in
      let count = 600
      var readers: [MarkedEventSequence.AsyncIterator] = []
      for _ in 0..<count {
        var reader = client.events().marked.makeAsyncIterator()
        _ = try await reader.next()
        readers.append(reader)
      }
      #expect(server.requests.count >= count)
      let connections = Set(server.requests.map(\.connection)).count
      #expect(connections >= 3 && connections <= 6)
      #expect(readers.count == count)
    }
  }
}
