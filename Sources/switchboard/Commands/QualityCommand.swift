internal import ArgumentParser
internal import ContactCenter
internal import Engine
internal import EventLog
internal import Foundation
internal import SwitchboardClient

/// `switchboard quality …`: the review form that comes with the program, and the choice of calls.
struct QualityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quality", abstract: "Publish the standard review form, and choose calls.",
    discussion: """
      Reviews are events: quality.call_reviewed in the stream of the form. See the views quality, \
      reviews, review-forms and coaching.
      """,
    subcommands: [PublishForm.self, Sample.self])

  struct PublishForm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "publish-form", abstract: "Publish the form that comes with the program.")

    @OptionGroup var target: TargetOptions
    @Option(help: ArgumentHelp("The form's name. Default: standard.", valueName: "NAME"))
    var form = "standard"
    @Option(
      help: ArgumentHelp(
        "The version: one more than the last. Range 1…1000000. Default: 1.", valueName: "N"))
    var version: Int64 = 1

    func run() async throws {
      let published = QualityEvent.FormPublished {
        $0.version = version
        $0.title = "A good experience"
        $0.items = ReviewForm.standardItems
      }
      let stream = StreamName(.quality, form)
      let refusals = try await EventPosting.post(
        [(stream, .quality(.formPublished(published)), nil)], to: target, makesFolder: true)
      if let refusal = refusals.first ?? nil { throw CommandFailure(refusal) }
      writeOut("\(stream) version \(version), \(published.items.count) items, is in force\n")
    }
  }

  struct Sample: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Choose answered calls that are over, by a rule that anybody can check.",
      discussion: "The same seed and share choose the same calls; choosing again adds the new.")

    @OptionGroup var target: TargetOptions
    @Option(help: ArgumentHelp("The form's name. Default: standard.", valueName: "NAME"))
    var form = "standard"
    @Option(
      help: ArgumentHelp(
        "The share of calls, in percent. Range 0.0001…100. Default: 2.", valueName: "P"))
    var percent: Double = 2
    @Option(help: ArgumentHelp("The seed. Range 0…2^53 − 1. Default: 1.", valueName: "N"))
    var seed: Int64 = 1

    func validate() throws {
      guard (0.0001...100).contains(percent), (0...FieldRules.integerMax).contains(seed) else {
        throw ValidationError("--percent or --seed is out of range: see --help")
      }
    }

    func run() async throws {
      let rule = SamplingRule(
        seed: seed, shareMillionths: Int64((percent * 10_000).rounded()))
      let calls = try await FinishedCalls.read(from: target)
      let chosen = calls.filter { rule.chooses(CallID($0.call)) }
      let refusals = try await EventPosting.post(
        chosen.map { ($0.stream(of: form), $0.event(by: rule), $0.id(in: form)) }, to: target)
      for refusal in refusals.compactMap(\.self).prefix(3) { writeError(refusal) }
      let refused = refusals.count { $0 != nil }
      writeOut(
        "\(calls.count) calls, \(chosen.count) chosen, \(chosen.count - refused) for review, "
          + "\(refused) refused\n")
      if refused > 0, refused == chosen.count { throw ExitCode.failure }
    }
  }
}

/// The answered calls that are over, as the view of their scores has them.
private enum FinishedCalls {
  struct Row: Decodable {
    var call: String
    var agent: String?
    var queue: String?
    var endedAt: String?

    func stream(of form: String) -> StreamName { StreamName(.quality, form) }

    /// One choice of a call for a form, whoever makes it again.
    func id(in form: String) -> String { "sample/\(form)/\(call)" }

    func event(by rule: SamplingRule) -> Event {
      .quality(
        .callSampled(
          .init {
            $0.call = CallID(call)
            $0.agent = AgentID(agent ?? AgentID.unknown.rawValue)
            $0.queue = queue.map { QueueID($0) }
            $0.seed = rule.seed
            $0.shareMillionths = rule.shareMillionths
          }))
    }
  }

  private struct Page: Decodable { var rows: [Row] }
  private static let view = "call-scores"
  private static let pageRows = 1_000

  static func read(from target: TargetOptions) async throws -> [Row] {
    var rows: [Row] = []
    if let server = try await target.server() {
      while true {
        let after = rows.last.map { "&after=" + percentEncoded($0.call) } ?? ""
        let answer = try await server.collect(
          .get, "/v1/views/\(view)?limit=\(pageRows)" + after, accept: "application/json")
        try requireSuccess(answer)
        let page = try JSONDecoder().decode(Page.self, from: Data(answer.body)).rows
        rows += page
        if page.count < pageRows { break }
      }
    } else {
      let installation = try await LocalInstallation.openForReading(target.folder)
      defer { installation.close() }
      let decoder = JSONDecoder()
      for stored in try installation.engine.views.page(view: view, after: nil, limit: .max).rows {
        rows.append(try decoder.decode(Row.self, from: Data(stored.value)))
      }
    }
    return rows.filter { $0.endedAt != nil }
  }
}
