import Foundation
import Testing

/// Each duty's row of the README, run: the commands that it names show something.
@Suite("The README's table of duties", .timeLimit(.minutes(15)))
struct DutyTableTests {
  private struct Page: Decodable {
    struct Row: Decodable {
      var call: String?
      var customer: String?
    }
    var rows: [Row]
  }

  private static var table: DutyTable {
    get throws {
      DutyTable(
        try String(contentsOf: packageFolder.appending(path: "README.md"), encoding: .utf8))
    }
  }

  @Test("every duty from D1 to D24 has one row, with a command that shows it")
  func complete() throws {
    let rows = try Self.table.rows
    #expect(rows.flatMap { Array($0.duties) } == Array(1...24))
    for row in rows { #expect(!row.commands.isEmpty, "\(row.title)") }
  }

  @Test("each command shows rows of a simulated week in which nothing was refused")
  func run() async throws {
    try await withFolder { folder in
      let target = ["--data", folder.path]
      let simulated = try await Program.succeed(
        ["simulate", "--seed", "4", "--rate", "6", "--agents", "4", "--for", "9d"]
          + ["--start", "\(Self.start)"] + target)
      #expect(simulated.contains(" 0 refused"), "\(simulated)")
      let call = try #require(
        try await Program.json(Page.self, ["view", "call-scores"] + target).rows.first?.call)
      let customer = try #require(
        try await Program.json(Page.self, ["view", "customers"] + target).rows.first?.customer)
      for row in try Self.table.rows {
        for command in row.commands {
          let filled = command.map { ["CALL": call, "CUSTOMER": customer][$0] ?? $0 }
          try await Self.show(filled, target, duty: row.title)
        }
      }
    }
  }

  /// Nine days before today's midnight: what is scheduled for the next quarter is still to come.
  private static var start: Int64 {
    Int64(Date.now.timeIntervalSince1970) / 86_400 * 86_400 - 9 * 86_400
  }

  /// Runs a command; a view or a report must have rows, anything else must say something.
  private static func show(
    _ command: [String], _ target: [String], duty: String
  ) async throws {
    let name = command.joined(separator: " ")
    guard ["view", "report"].contains(command[0]) else {
      let output = try await Program.succeed(command + target)
      #expect(!output.isEmpty, "\(duty): \(name)")
      return
    }
    let output = try await Program.succeed(command + target + ["--format", "json"])
    let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
    let object = try #require(value as? [String: Any], "\(duty): \(name)")
    let rows = object["rows"] as? [Any] ?? [object]
    #expect(!rows.isEmpty, "\(duty): \(name) shows nothing")
    let table = try await Program.succeed(command + target)
    #expect(table.split(separator: "\n").count > 1, "\(duty): \(name)")
  }

  @Test("rows are read with their duties and commands")
  func parsing() {
    let table = DutyTable(
      """
      | duty | what shows it |
      |---|---|
      | D2–D4 greet, and so on | `view a CALL`, and by `report b --by c` |
      | D5 listen | nothing |
      """)
    #expect(table.rows.map(\.duties) == [2...4, 5...5])
    #expect(table.rows[0].title == "greet, and so on")
    #expect(table.rows[0].commands == [["view", "a", "CALL"], ["report", "b", "--by", "c"]])
    #expect(table.rows[1].commands.isEmpty)
  }
}
