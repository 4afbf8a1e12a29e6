import Foundation
import Testing

@Suite("The benches", .timeLimit(.minutes(5)))
struct BenchCommandTests {
  private struct Fanout: Decodable {
    var target: String
    var connections: Int
    var streams: Int
    var deliveriesPerSecond: Int
    var eventsPerSecond: Int
    var bytesADelivery: Int
    var fellBehind: Int
  }

  @Test("a fan-out delivers every event to every subscriber, by number or by the clock")
  func fanout() async throws {
    for pace in [["--outstanding", "3"], ["--rate", "50"]] {
      let all = try await Program.json(
        [Fanout].self,
        ["bench", "fanout", "--connections", "2", "--streams", "3", "--seconds", "1"]
          + ["--runs", "1"] + pace)
      let figures = try #require(all.first)
      #expect(all.count == 1)
      #expect(figures.target == "switchboard")
      #expect(figures.eventsPerSecond > 0)
      #expect(figures.deliveriesPerSecond >= figures.eventsPerSecond)
      #expect(figures.bytesADelivery > 300)
      #expect(figures.fellBehind == 0)
    }
  }

  private struct Idle: Decodable {
    var isTLS: Bool
    var residentKiBBefore: Int
    var residentKiBLater: Int
  }

  @Test("idle subscribers are live before memory is read, also over TLS")
  func idle() async throws {
    for more in [[], ["--tls"]] {
      let figures = try await Program.json(
        Idle.self,
        ["bench", "idle", "--connections", "3", "--streams", "2", "--seconds", "1"] + more)
      #expect(figures.isTLS == !more.isEmpty)
      #expect(figures.residentKiBBefore > 0 && figures.residentKiBLater > 0)
    }
  }

  private struct Requests: Decodable {
    var target: String
    var perSecond: Int
  }

  private struct Rebuild: Decodable {
    struct Line: Decodable {
      var view: String
      var eventsPerSecond: Int
    }

    var events: Int
    var views: [Line]
  }

  @Test("what reads a log is measured on the log that is named, which stays whole")
  func reading() async throws {
    try await withFolder { folder in
      let target = ["--data", folder.path]
      _ = try await Program.succeed(["simulate", "--events", "2000"] + target)
      let views = try await Program.json(
        [Requests].self, ["bench", "views", "--seconds", "1", "--runs", "1"] + target)
      #expect(views.map(\.target) == ["switchboard"])
      #expect((views.first?.perSecond ?? 0) > 0)
      let replay = try await Program.json(
        [Requests].self, ["bench", "replay", "--runs", "2"] + target)
      #expect((replay.first?.perSecond ?? 0) > 0)
      let rebuild = try await Program.json(Rebuild.self, ["bench", "rebuild"] + target)
      #expect(rebuild.events >= 2_000)
      #expect(rebuild.views.map(\.view) == ["all"])
      _ = try await Program.succeed(["projections", "verify"] + target)
    }
  }

  private struct Growth: Decodable {
    struct Stage: Decodable {
      var events: Int
      var appendsPerSecond: Int
      var logBytesAnEvent: Int
    }

    var stages: [Stage]
  }

  @Test("a log is grown by the ordinary writer and measured at a tenth and in the end")
  func growth() async throws {
    let figures = try await Program.json(
      Growth.self, ["bench", "growth", "--events", "20000"])
    #expect(figures.stages.count == 2)
    for (stage, size) in zip(figures.stages, [2_000, 20_000]) {
      #expect(stage.events >= size)
      #expect(stage.appendsPerSecond > 0)
      #expect(stage.logBytesAnEvent > 100)
    }
  }

  @Test("a peer of another bench is refused, and the peers are named")
  func strangers() async throws {
    let program = try await Program.run(["bench", "fanout", "--against", "redis"])
    #expect(program.status == 1)
    #expect(program.errors.contains("peers: nats, nchan"))
  }
}
