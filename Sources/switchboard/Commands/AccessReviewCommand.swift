internal import ArgumentParser
internal import ContactCenter
internal import EventCodec
internal import Foundation
internal import SwitchboardClient

/// `switchboard access review …`: the regular review of who may do what.
struct AccessReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "See when access is to be reviewed, set how often, and record a review.",
    discussion: """
      A scope is whose access is reviewed: the name of a grant, or such as `all`. The next review \
      falls due one period after the last; the server's clock then appends access.review_due. \
      What changed (rights, keys, measures) is the view security-changes.
      """,
    subcommands: [Show.self, Schedule.self, Complete.self], defaultSubcommand: Show.self)

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Which review is due when, and what the last one found.")

    @OptionGroup var target: TargetOptions
    @Option(help: "table or json.") var format: OutputFormat = .table

    func run() async throws {
      let body = try await ViewCommand.body(
        of: "security-reviews", nil, limit: 10_000, from: target)
      guard format == .table else { return writeOut(body + [UInt8(ascii: "\n")]) }
      writeOut(try ViewTable.text(of: body))
    }
  }

  struct Schedule: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set how often access is reviewed, from now on.")

    @OptionGroup var target: TargetOptions
    @Argument(help: "Whose access: the name of a grant, or such as all.") var scope: String
    @Option(
      help: ArgumentHelp(
        "Days from one review to the next. Range 1…3660; none ends the regular reviews.",
        valueName: "DAYS"))
    var every: String

    func validate() throws {
      guard every == "none" || Int64(every).map({ (1...3_660).contains($0) }) == true else {
        throw ValidationError("--every is \(every): use 1 to 3660 days, or none")
      }
    }

    func run() async throws {
      let days = Int64(every)
      let scheduled = AccessEvent.ReviewScheduled { $0.periodDays = days }
      try await AccessReviewCommand.post(.reviewScheduled(scheduled), scope, .put, to: target)
      writeOut("access/\(scope): reviewed \(days.map { "every \($0) days" } ?? "no longer")\n")
    }
  }

  struct Complete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record that access was reviewed, now.")

    @OptionGroup var target: TargetOptions
    @Argument(help: "Whose access: the name of a grant, or such as all.") var scope: String
    @Option(help: ArgumentHelp("Who reviewed. Default: who says so.", valueName: "NAME"))
    var reviewer: String?
    @Option(
      help: ArgumentHelp(
        "What was found amiss. Range 0…1000000. Default: 0.", valueName: "N"))
    var findings: Int64 = 0
    @Option(
      help: ArgumentHelp(
        "The rights taken back for it. Range 0…1000000. Default: 0.", valueName: "N"))
    var removed: Int64 = 0
    @Option(
      help: ArgumentHelp("What was found, in words: kept sealed.", valueName: "TEXT"))
    var note: String?

    func run() async throws {
      let completed = AccessEvent.ReviewCompleted {
        $0.reviewer = reviewer.map { Code($0) }
        $0.findings = findings
        $0.removed = removed
        $0.note = note
      }
      try await AccessReviewCommand.post(.reviewCompleted(completed), scope, .post, to: target)
      writeOut("access/\(scope): reviewed, \(findings) findings, \(removed) rights taken back\n")
    }
  }

  /// Appends through the routes of reviews where somebody serves the folder: they ask for no right
  /// but that over access.
  private static func post(
    _ event: AccessEvent, _ scope: String, _ method: WireRequest.Method, to target: TargetOptions
  ) async throws {
    if let server = try await target.server() {
      let answer = try await server.collect(
        method, "/v1/access/reviews/" + percentEncoded(scope),
        body: RowCodec.encode(.access(event)))
      return try requireSuccess(answer)
    }
    let refusals = try await EventPosting.post(
      [(StreamName(.access, scope), .access(event), nil)], to: target)
    if let refusal = refusals.first ?? nil { throw CommandFailure(refusal) }
  }
}
