import Foundation
import Testing

@Suite("Reviews of access from the command line", .timeLimit(.minutes(5)))
struct ReviewCommandTests {
  private struct Page: Decodable {
    struct Row: Decodable {
      var scope: String
      var periodDays: Int?
      var reviews: Int
      var findings: Int?
      var lastReviewer: String?
    }
    var rows: [Row]
  }

  @Test("a review is scheduled, made and shown, with the folder alone and through its server")
  func reviews() async throws {
    try await withFolder { folder in
      let target = ["--data", folder.path]
      _ = try await Program.succeed(["access", "grant", "--role", "privacy"] + target)
      let scheduled = try await Program.succeed(
        ["access", "review", "schedule", "all", "--every", "90"] + target)
      #expect(scheduled.contains("every 90 days"))
      let complete = ["access", "review", "complete", "all", "--findings", "2"]
      _ = try await Program.succeed(complete + ["--reviewer", "paula"] + target)
      var row = try #require(
        try await Program.json(Page.self, ["access", "review"] + target).rows.first)
      #expect(row.scope == "all" && row.periodDays == 90 && row.reviews == 1)
      #expect(row.findings == 2 && row.lastReviewer == "paula")
      let server = try await ServerProcess(folder: folder, arguments: ["--plaintext"])
      _ = try await Program.succeed(complete + target)
      row = try #require(
        try await Program.json(Page.self, ["access", "review"] + target).rows.first)
      #expect(row.reviews == 2 && row.lastReviewer == "control")
      #expect(try await Program.succeed(["view", "deadlines"] + target).contains("access_review"))
      _ = try await Program.succeed(
        ["access", "review", "schedule", "all", "--every", "none"] + target)
      #expect(await server.stop() == 0)
      #expect(
        try await Program.succeed(["view", "deadlines"] + target).contains("access_review")
          == false)
      let refused = try await Program.run(
        ["access", "review", "schedule", "all", "--every", "0"] + target)
      #expect(refused.status == 64 && refused.errors.contains("1 to 3660"))
    }
  }
}
