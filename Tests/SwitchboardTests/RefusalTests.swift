import Foundation
import Testing

@Suite("What the command line refuses", .timeLimit(.minutes(5)))
struct RefusalTests {
  @Test(
    "a wrong command line ends with 64, and makes no folder",
    arguments: [
      (["simulate", "--rate", "0"], "--rate"), (["simulate", "--profile", "foo"], "office"),
      (["simulate", "--start", "99999999999999999"], "--start"),
      (["simulate", "--for", "9y"], "3660d"), (["access", "grant", "--role", "nope"], "wallboard"),
      (["access", "grant", "--role", "admin", "--name", ""], "--name"),
      (["access", "grant", "--role", "integration"], "--source"),
      (["report", "queues", "--format", "xml"], "csv"), (["serve", "--listen", "1"], "HOST:PORT"),
      (["serve", "--plaintext", "--tls-certificate", "c", "--tls-key", "k"], "--plaintext"),
      (["import", "asterisk-queue-log", "-", "--source", ""], "--source"),
      (["import", "asterisk-queue-log", "-", "--source", "a\u{7}"], "--source"),
      (["consumers", "set", "", "0"], "name"), (["view", "calls", "--limit", "0"], "--limit"),
      (["log", "verify", "--url", "http://127.0.0.1:9", "--token", "t"], "--data"),
      (["bench", "append", "--runs", "0"], "--help"),
    ])
  func commandLine(arguments: [String], word: String) async throws {
    try await withFolder { folder in
      let asksServer = arguments.contains("--url")
      let refused = try await Program.run(arguments + (asksServer ? [] : ["--data", folder.path]))
      #expect(refused.status == 64, "\(refused.errors)")
      #expect(refused.errors.contains(word), "\(refused.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder.path))
    }
  }

  @Test(
    "a folder without a log is named, and not made",
    arguments: [
      ["projections", "verify"], ["projections", "rebuild"], ["access", "revoke", "olga"],
      ["quarantine", "readmit", "1", "--reason", "why"], ["consumers", "remove", "billing"],
      ["access", "review", "schedule", "all", "--every", "90"], ["bench", "replay"],
      ["bench", "rebuild"], ["view", "queues"], ["events"], ["log", "verify"],
    ])
  func missingLog(arguments: [String]) async throws {
    try await withFolder { folder in
      let refused = try await Program.run(arguments + ["--data", folder.path])
      #expect(refused.status == 1)
      #expect(refused.errors.contains(folder.path), "\(refused.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder.path))
    }
  }

  @Test("a bench writes into no folder that holds something")
  func benchOfLog() async throws {
    try await withFolder { folder in
      _ = try await Program.succeed(["simulate", "--events", "10", "--data", folder.path])
      for bench in ["append", "growth"] {
        let refused = try await Program.run(["bench", bench, "--data", folder.path])
        #expect(refused.status == 1)
        #expect(refused.errors.contains("is not empty"), "\(refused.errors)")
      }
    }
  }

  @Test("an output that cannot be written is told, and the command fails")
  func fullOutput() async throws {
    let program = try await Program.run(["procedures", "standard"], writingTo: "/dev/full")
    #expect(program.status == 1)
    #expect(program.errors.contains("No space left on device"), "\(program.errors)")
  }

  @Test("a place beyond the head, an unknown projection and rows left out are told in words")
  func words() async throws {
    try await withFolder { folder in
      let target = ["--data", folder.path]
      _ = try await Program.succeed(["simulate", "--events", "2000"] + target)
      let beyond = try await Program.run(["events", "--from", "99999999"] + target)
      #expect(beyond.status == 1 && beyond.errors.contains("beyond the head"))
      let unknown = try await Program.run(["projections", "rebuild", "nope"] + target)
      #expect(unknown.status == 1 && unknown.errors.contains("there is no projection nope"))
      let all = try await Program.run(["view", "calls", "--limit", "100000"] + target)
      #expect(all.status == 0 && all.errors.isEmpty, "\(all.errors)")
      let some = try await Program.run(["view", "calls", "--limit", "3"] + target)
      #expect(some.errors.contains("there are more: --limit"), "\(some.errors)")
      let server = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      let served = try await Program.run(["view", "calls", "--limit", "3"] + target)
      #expect(served.output == some.output && served.errors == some.errors)
      let servedAll = try await Program.run(["view", "calls", "--limit", "100000"] + target)
      #expect(servedAll.output == all.output && servedAll.errors.isEmpty, "\(servedAll.errors)")
      #expect(await server.stop() == 0)
    }
  }

  @Test("an address in use and a certificate that is none are told without internals")
  func serving() async throws {
    try await withFolder { folder in
      let server = try await ServerProcess(
        folder: folder, arguments: ["--plaintext", "--listen", "0.0.0.0:0"])
      #expect(server.address.host() == "127.0.0.1")
      let other = ["--data", folder.path + "-other"]
      let bind = try await Program.run(
        ["serve", "--plaintext", "--listen", "127.0.0.1:\(server.port)"] + other)
      #expect(bind.status == 1)
      #expect(bind.errors.contains("Address already in use: choose another"), "\(bind.errors)")
      let certificate = try await Program.run(
        ["serve", "--listen", "127.0.0.1:0", "--tls-certificate", "/none", "--tls-key", "/none"]
          + other)
      #expect(certificate.status == 1)
      #expect(certificate.errors.contains("/none is not there"), "\(certificate.errors)")
      #expect(await server.stop() == 0)
    }
  }

  @Test("control characters of an event reach no terminal")
  func controlCharacters() async throws {
    try await withFolder { folder in
      let target = ["--data", folder.path]
      _ = try await Program.succeed(
        ["append", "security.measure_changed", "--stream", "security/tls"]
          + ["--json", #"{"change":"introduced","summary":"a\u001b[31mb"}"#] + target)
      let table = try await Program.succeed(["view", "security-changes"] + target)
      #expect(table.contains("a·[31mb"))
    }
  }
}
