import Foundation
import Testing

@Suite("Procedures and reviews from the command line", .timeLimit(.minutes(5)))
struct ConductCommandTests {
  @Test("the standard procedure and form are published, and calls chosen once by a rule")
  func standards() async throws {
    try await withFolder { folder in
      let target = ["--data", folder.path]
      let standard = try await Program.succeed(["procedures", "standard"])
      #expect(standard.contains("greet_company"))
      let published = try await Program.succeed(["procedures", "publish"] + target)
      #expect(published.contains("policy/standard version 1"))
      let again = try await Program.run(["procedures", "publish"] + target)
      #expect(again.status == 1)
      #expect(again.errors.contains("versionNotNext"))
      _ = try await Program.succeed(["quality", "publish-form"] + target)
      for (type, data) in [
        ("call.received", "{}"), ("call.queued", #"{"queue":"sales"}"#),
        ("call.offered", #"{"agent":"anna"}"#), ("call.answered", #"{"agent":"anna"}"#),
        ("call.ended", #"{"by":"customer"}"#),
      ] {
        if type == "call.offered" {
          _ = try await Program.succeed(
            [
              "append", "agent.presence_changed", "--stream", "agent/anna", "--json",
              #"{"presence":"available"}"#,
            ] + target)
        }
        _ = try await Program.succeed(
          ["append", type, "--stream", "call/17", "--json", data] + target)
      }
      let sample = ["quality", "sample", "--percent", "100", "--seed", "7"] + target
      for _ in 1...2 {
        #expect(try await Program.succeed(sample).contains("1 calls, 1 chosen, 1 for review"))
      }
      #expect(try await Program.succeed(["view", "undocumented"] + target).contains("17"))
      #expect(try await Program.succeed(["view", "reviews"] + target).contains("sampled"))
      #expect(try await Program.succeed(["view", "procedure-scores"] + target).contains("anna"))
    }
  }
}
