import Foundation
import Synchronization
import TestSupport
import Testing

/// An answer that a client got: from then on the event must be there.
private struct Acknowledged: Sendable {
  var id: String
  var position: UInt64
}

private struct EventLine: Decodable {
  var sequence: String
  var id: String
}

@Suite("A server that is killed", .serialized, .timeLimit(.minutes(30)))
struct KillTests {
  /// How often the server is killed; `SWITCHBOARD_KILL_ROUNDS` for longer runs.
  static let rounds =
    ProcessInfo.processInfo.environment["SWITCHBOARD_KILL_ROUNDS"].flatMap(Int.init) ?? 200

  @Test("kill -9 at random moments under load loses nothing acknowledged and leaves no gap")
  func losesNothing() async throws {
    try await withFolder { folder in
      var random = SeededGenerator(seed: 20_261_122)
      var acknowledged: [Acknowledged] = []
      for round in 1...Self.rounds {
        let server = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
        let answers = load(folder, round: round)
        let enough = Int.random(in: 1...60, using: &random)
        await answers.reached(enough)
        await server.kill()
        acknowledged += await answers.finish()
        if round % 50 == 0 || round == Self.rounds {
          try await check(folder, acknowledged, round: round)
        }
      }
      #expect(acknowledged.count >= Self.rounds)
    }
  }

  /// Everything acknowledged is at its position, positions have no gap, the chain holds, and the
  /// views are what a rebuild makes of the log.
  private func check(_ folder: URL, _ acknowledged: [Acknowledged], round: Int) async throws {
    let lines = try await Program.succeed(["events", "--data", folder.path])
      .split(separator: "\n").map { try JSONDecoder().decode(EventLine.self, from: Data($0.utf8)) }
    for (index, line) in lines.enumerated() {
      try #require(UInt64(line.sequence) == UInt64(index + 1), "a gap in round \(round)")
    }
    for answer in acknowledged {
      let index = Int(answer.position) - 1
      try #require(index < lines.count, "position \(answer.position) is lost in round \(round)")
      try #require(lines[index].id == answer.id, "another event at \(answer.position)")
    }
    let verified = try await Program.run(["log", "verify", "--data", folder.path])
    #expect(verified.status == 0, "round \(round): \(verified.output)")
    let views = try await Program.run(["projections", "verify", "--data", folder.path])
    #expect(views.status == 0, "round \(round): \(views.output)\(views.errors)")
  }

  private func load(_ folder: URL, round: Int) -> Load {
    let load = Load()
    for worker in 0..<4 {
      Thread.detachNewThread { load.run(folder, name: "\(round)-\(worker)") }
    }
    return load
  }
}

/// Four threads that append calls until their server goes away, and what they were answered.
private final class Load: Sendable {
  private struct State {
    var answers: [Acknowledged] = []
    var running = 4
  }

  private let state = Mutex(State())
  private let progress: AsyncStream<Int>
  private let report: AsyncStream<Int>.Continuation
  private let ended: AsyncStream<Void>
  private let end: AsyncStream<Void>.Continuation

  init() {
    (progress, report) = AsyncStream.makeStream()
    (ended, end) = AsyncStream.makeStream()
  }

  /// Waits until so many answers are in, or every thread has ended.
  func reached(_ count: Int) async {
    for await answers in progress where answers >= count { return }
  }

  /// Waits for the threads, whose server is gone.
  func finish() async -> [Acknowledged] {
    for await _ in ended {}
    return state.withLock { $0.answers }
  }

  func run(_ folder: URL, name: String) {
    defer {
      let isLast = state.withLock { state in
        state.running -= 1
        return state.running == 0
      }
      if isLast {
        report.finish()
        end.finish()
      }
    }
    guard let client = ControlClient(folder: folder) else { return }
    for number in 0... {
      for (type, data) in [
        ("call.received", "{}"), ("call.queued", #"{"queue":"sales"}"#),
        ("call.abandoned", #"{"phase":"queue","waitMilliseconds":1000}"#),
      ] {
        let id = "\(name)-\(number)-\(type)"
        let answer = client.post(
          "/v1/events",
          #"{"type":"\#(type)","stream":"call/\#(name)-\#(number)","id":"\#(id)","#
            + #""source":"kill","data":\#(data)}"#)
        guard let answer else { return }
        guard (200...201).contains(answer.status), let position = Self.position(in: answer.body)
        else {
          Issue.record("\(answer)")
          return
        }
        let count = state.withLock { state in
          state.answers.append(Acknowledged(id: id, position: position))
          return state.answers.count
        }
        report.yield(count)
      }
    }
  }

  private static func position(in body: String) -> UInt64? {
    struct Receipt: Decodable { var position: UInt64 }
    // A body of another shape has no position.
    return try? JSONDecoder().decode(Receipt.self, from: Data(body.utf8)).position
  }
}
