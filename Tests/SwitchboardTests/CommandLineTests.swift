import Foundation
import Testing

@Suite("The command line", .timeLimit(.minutes(5)))
struct CommandLineTests {
  @Test("a second writer of a served folder is refused with a word about --url")
  func lock() async throws {
    try await withFolder { folder in
      let server = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      let second = try await Program.run(["serve", "--data", folder.path, "--plaintext"])
      #expect(second.status == 1)
      #expect(second.errors.contains("--url"))
      #expect(await server.stop() == 0)
    }
  }

  @Test("a ring of another size than allowed is refused with what is allowed")
  func ringBytes() async throws {
    try await withFolder { folder in
      let refused = try await Program.run(
        ["serve", "--data", folder.path, "--plaintext", "--ring-bytes", "1000"])
      #expect(refused.status == 64)
      #expect(refused.errors.contains("1048576...4294967296"))
    }
  }

  @Test("a token is granted through the control socket, listed, and revoked at once")
  func tokens() async throws {
    try await withFolder { folder in
      let server = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      let target = ["--data", folder.path]
      let token = try await Program.succeed(
        ["access", "grant", "--role", "operator", "--name", "olga"] + target
      ).trimmingCharacters(in: .newlines)
      let url = ["--url", "http://127.0.0.1:\(server.port)", "--token", token]
      #expect(try await Program.succeed(["projections", "list"] + url).contains("queues"))
      #expect(try await Program.succeed(["access", "list"] + target).contains("olga"))
      _ = try await Program.succeed(["access", "revoke", "olga"] + target)
      let refused = try await Program.run(["projections", "list"] + url)
      #expect(refused.status == 1)
      #expect(refused.errors.contains("401"))
      #expect(await server.stop() == 0)
    }
  }

  @Test("a grant takes a free name, keeps the tokens of known ones, and is in the log")
  func names() async throws {
    try await withFolder { folder in
      let target = ["--data", folder.path]
      let grant = ["access", "grant", "--role", "wallboard"] + target
      let first = try await Program.run(grant)
      #expect(first.errors.contains("/wallboard#token=TOKEN"), "\(first.errors)")
      let second = try await Program.run(grant)
      #expect(second.errors.contains("wallboard-2"), "\(second.errors)")
      let refused = try await Program.run(grant + ["--name", "wallboard"])
      #expect(refused.status == 1 && refused.errors.contains("--replace"), "\(refused.errors)")
      let server = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      let served = try await Program.run(grant + ["--name", "wallboard"])
      #expect(served.status == 1 && served.errors.contains("409"), "\(served.errors)")
      _ = try await Program.succeed(grant + ["--name", "wallboard", "--replace"])
      #expect(await server.stop() == 0)
      _ = try await Program.succeed(["access", "revoke", "wallboard-2"] + target)
      let events = try await Program.succeed(["events", "--type", "access.*"] + target)
      let types = events.matches(of: #/"type":"access\.([a-z]+)"/#).map { String($0.1) }
      #expect(types == ["granted", "granted", "granted", "revoked"])
    }
  }

  @Test("an event appended beside a server is seen by the commands that read")
  func appendAndRead() async throws {
    try await withFolder { folder in
      let server = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      let target = ["--data", folder.path]
      _ = try await Program.succeed(["append", "call.received", "--stream", "call/17"] + target)
      let refused = try await Program.run(
        ["append", "call.answered", "--stream", "call/17", "--json", #"{"agent":"anna"}"#] + target)
      #expect(refused.status == 1)
      #expect(refused.errors.contains("Ringing"))
      #expect(
        try await Program.succeed(["events", "--type", "call.*"] + target).contains("call/17"))
      #expect(await server.stop() == 0)
      #expect(try await Program.succeed(["events"] + target).contains("call/17"))
      #expect(try await Program.succeed(["view", "calls", "17"] + target).contains("17"))
    }
  }

  @Test("events are printed as lines or as one array, of a folder and of a server alike")
  func eventFormats() async throws {
    try await withFolder { folder in
      let target = ["--data", folder.path]
      let server = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      for call in ["1", "2"] {
        _ = try await Program.succeed(
          ["append", "call.received", "--stream", "call/\(call)"] + target)
      }
      let served = try await numbers(target)
      #expect(await server.stop() == 0)
      #expect(try await numbers(target) == served)
      #expect(served == [["1", "2"], [], ["1", "2"]])
      let endless = try await Program.run(["events", "--follow", "--format", "json"] + target)
      #expect(endless.status != 0 && endless.errors.contains("ndjson"))
    }
  }

  /// The calls that three readings print: an array, an array of nothing, and lines.
  private func numbers(_ target: [String]) async throws -> [[String]] {
    struct Call: Decodable {
      var subject: String
    }
    let calls = ["events", "--type", "call.received"]
    let array = try await Program.json([Call].self, calls + target)
    let empty = try await Program.json([Call].self, ["events", "--type", "call.noted"] + target)
    let lines = try await Program.succeed(calls + target).split(separator: "\n").map {
      try JSONDecoder().decode(Call.self, from: Data($0.utf8))
    }
    return [array, empty, lines].map { $0.map { String($0.subject.dropFirst("call/".count)) } }
  }

  @Test("a token that no request can carry is refused before one is sent")
  func impossibleToken() async throws {
    for token in ["", "two words", "line\n"] {
      let refused = try await Program.run(
        ["events", "--url", "http://127.0.0.1:9", "--token", token])
      #expect(refused.status == 1)
      #expect(refused.errors.contains("token"), "\(refused.errors)")
    }
  }

  @Test("a report is in the folder's own zone, whoever makes it, and --zone wins")
  func zoneOfReports() async throws {
    try await withFolder { folder in
      let target = ["--data", folder.path]
      var report = ["report", "queues", "--interval", "1d", "--format", "json"] + target
      var server = try await ServerProcess(
        folder: folder, arguments: ["--plaintext", "--zone", "Asia/Kolkata"])
      for type in ["call.received", "call.queued"] {
        let data = type == "call.queued" ? ["--json", #"{"queue":"q"}"#] : []
        _ = try await Program.succeed(["append", type, "--stream", "call/1"] + data + target)
      }
      _ = try await Program.succeed(["view", "calls", "1"] + target)
      let served = try await Program.succeed(report)
      #expect(served.contains("+05:30"))
      #expect(await server.stop() == 0)
      #expect(try await Program.succeed(report) == served)
      // Served again without a word about it, the zone stays.
      server = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      #expect(try await Program.succeed(report) == served)
      report += ["--zone", "America/New_York"]
      let elsewhere = try await Program.succeed(report)
      #expect(await server.stop() == 0)
      #expect(!elsewhere.contains("+05:30"))
      #expect(try await Program.succeed(report) == elsewhere)
      let table = try await Program.succeed(["report", "queues"] + target)
      #expect(table.hasSuffix("days and times: Asia/Kolkata\n"))
      let unknown = try await Program.run(
        ["serve", "--plaintext", "--zone", "Mars/Olympus"] + target)
      #expect(unknown.status == 1 && unknown.errors.contains("Mars/Olympus"))
    }
  }

  @Test("the folder of the schemas agrees with the program")
  func schemas() async throws {
    let folder = packageFolder.appending(path: "Schemas").path
    let check = try await Program.run(["schema", "--check", "--folder", folder])
    #expect(check.status == 0, "\(check.errors)")
  }

  @Test("a folder that is not there is named, with what to do")
  func missingFolder() async throws {
    let program = try await Program.run(["report", "queues", "--data", "/no/such/folder"])
    #expect(program.status == 1)
    #expect(program.errors.contains("/no/such/folder"))
  }
}
