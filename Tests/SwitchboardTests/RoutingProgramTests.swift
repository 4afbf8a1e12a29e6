import Foundation
import TestSupport
import Testing

@Suite("Routing by the running server", .serialized, .timeLimit(.minutes(10)))
struct RoutingProgramTests {
  @Test("agents sign in, calls come in, each rings who is free, and is answered")
  func day() async throws {
    try await withFolder { folder in
      let server = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      try post(folder, Self.house)
      try post(folder, [Self.available("anna"), Self.arrival("1")])
      #expect(try await offers(folder, count: 1) == ["call/1 anna"])
      try post(folder, [Self.answer("1", "anna"), Self.available("ben"), Self.arrival("2")])
      #expect(try await offers(folder, count: 2) == ["call/1 anna", "call/2 ben"])
      try post(folder, [Self.answer("2", "ben"), Self.arrival("3"), Self.end("1")])
      #expect(try await offers(folder, count: 3).last == "call/3 anna")
      try post(folder, [Self.answer("3", "anna")])
      let call = try await Program.succeed([
        "view", "calls", "3", "--data", folder.path, "--format", "json",
      ])
      #expect(call.contains(#""strategy":"longest_idle","ruleVersion":1,"ids":["anna"]"#))
      #expect(call.contains(#""candidates":[{"agent":"anna","idleSince":""#))
      let waiting = try await Program.succeed([
        "view", "waiting", "--data", folder.path, "--format", "json",
      ])
      #expect(waiting.contains(#""rows":[]"#))
      #expect(await server.stop() == 0)
      let views = try await Program.run(["projections", "verify", "--data", folder.path])
      #expect(views.status == 0, "\(views.output)\(views.errors)")
    }
  }

  @Test("after a kill -9, who waited is routed once, and who was rung is not rung again")
  func acrossKills() async throws {
    try await withFolder { folder in
      let first = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      try post(folder, Self.house)
      try post(folder, [Self.available("anna"), Self.arrival("1"), Self.arrival("2")])
      #expect(try await offers(folder, count: 1) == ["call/1 anna"])
      await first.kill()
      let second = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      try post(folder, [Self.available("ben")])
      #expect(try await offers(folder, count: 2) == ["call/1 anna", "call/2 ben"])
      await second.kill()
      let third = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      try post(folder, [Self.answer("1", "anna"), Self.answer("2", "ben")])
      #expect(await third.stop() == 0)
      let decisions = try await Program.succeed([
        "events", "--type", "call.routed", "--type", "call.offered", "--data", folder.path,
      ])
      #expect(decisions.split(separator: "\n").count == 4)
    }
  }

  // MARK: What is posted

  /// A queue that rings as long as a test may take, and two agents who serve it.
  private static let house = [
    event("queue.configured", "queue/sales", #"{"strategy":"longest_idle","ringSeconds":600}"#),
    event("agent.queue_joined", "agent/anna", #"{"queue":"sales"}"#),
    event("agent.queue_joined", "agent/ben", #"{"queue":"sales"}"#),
  ]

  private static func available(_ agent: String) -> String {
    event("agent.presence_changed", "agent/\(agent)", #"{"presence":"available"}"#)
  }

  private static func arrival(_ call: String) -> String {
    event("call.received", "call/\(call)", "{}") + "\n"
      + event("call.queued", "call/\(call)", #"{"queue":"sales"}"#)
  }

  private static func answer(_ call: String, _ agent: String) -> String {
    event("call.answered", "call/\(call)", #"{"agent":"\#(agent)"}"#)
  }

  private static func end(_ call: String) -> String {
    event("call.ended", "call/\(call)", #"{"by":"customer","wrapMilliseconds":0}"#)
  }

  private static func event(_ type: String, _ stream: String, _ data: String) -> String {
    #"{"type":"\#(type)","stream":"\#(stream)","data":\#(data)}"#
  }

  /// Posts events, a line each, one after the other.
  private func post(_ folder: URL, _ events: [String]) throws {
    let client = try #require(ControlClient(folder: folder))
    for event in events.flatMap({ $0.split(separator: "\n") }) {
      let answer = try #require(client.post("/v1/events", String(event)))
      try #require(answer.status < 300, "\(event): \(answer.body)")
    }
  }

  // MARK: What is offered

  private struct Offer: Decodable {
    struct Fields: Decodable { var agent: String }
    var subject: String
    var data: Fields
  }

  /// The first offers in the log, as call and agent; waits until there are that many.
  private func offers(_ folder: URL, count: Int) async throws -> [String] {
    let follower = Process()
    follower.executableURL = ServerProcess.executable
    follower.arguments = ["events", "--follow", "--type", "call.offered", "--data", folder.path]
    let output = Pipe()
    follower.standardOutput = output
    follower.standardError = FileHandle.nullDevice
    try follower.run()
    defer { follower.terminate() }
    var found: [String] = []
    let lines = PipeMessages.stream(
      from: output.fileHandleForReading, endingIn: UInt8(ascii: "\n"))
    for await line in lines {
      let offer = try JSONDecoder().decode(Offer.self, from: line)
      found.append("\(offer.subject) \(offer.data.agent)")
      if found.count == count { break }
    }
    return found
  }
}
