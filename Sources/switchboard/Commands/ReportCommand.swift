internal import ArgumentParser
internal import ContactCenter
internal import Engine
internal import Foundation
internal import Reports
internal import SwitchboardClient

/// `switchboard report queues|agents|contacts|feedback|trends|staffing|estimates`: numbers out of
/// views.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Reports on queues, agents, contacts, feedback, trends, staffing and estimated waits.",
    discussion: """
      A visit is counted in the interval in which its call was received (--cohort queued: in which \
      it entered the queue), so that offered = answered + abandoned + other exits + waiting in \
      every row; with --cohort happened each counter counts when its event happens. Agents' time \
      is split over the intervals by the clock in any case. Empty means are null, never 0.
      """)

  @Argument(help: ArgumentHelp("\(ReportSubject.words).")) var subject: ReportSubject
  @OptionGroup var target: TargetOptions
  @OptionGroup var moment: MomentOptions

  @Option(
    help: ArgumentHelp(
      "The first instant: RFC 3339, or a date in --zone such as 2026-11-22. Default: all.",
      valueName: "TIME"))
  var from: String?
  @Option(help: ArgumentHelp("The end, not included, written as --from is.", valueName: "TIME"))
  var to: String?
  @Option(
    help: ArgumentHelp(
      "A row for each 15m, 30m, 1h, 1d, 1w or 1mo in --zone. Default: one row for all.",
      valueName: "INTERVAL"))
  var interval: String?
  @Option(
    help: ArgumentHelp(
      "An IANA zone. Default: the one the folder was served with, or UTC.", valueName: "ZONE"))
  var zone: String?
  @Option(
    help: ArgumentHelp(
      "The service level's threshold in seconds. Default: each queue's own, or 20.",
      valueName: "SECONDS"))
  var threshold: Int64?
  @Option(
    help: ArgumentHelp(
      "Abandoned within fewer seconds is short; 0: none is. Default: each queue's own, or 5.",
      valueName: "SECONDS"))
  var shortAbandon: Int64?
  @Option(help: "received, queued or happened: when a visit counts. Default: received.")
  var cohort: String?
  @OptionGroup(title: "Options of some reports") var details: ReportDetailOptions
  @Option(help: "table, json or csv.") var format: ReportFormat = .table

  func run() async throws {
    let query = ReportQuery(
      from: from, to: to, interval: interval, zone: zone, thresholdSeconds: threshold,
      shortAbandonSeconds: shortAbandon, cohort: cohort)
    let details = try ReportDetails(self.details.words, of: subject)
    if let given = details.given {
      return writeOut(format.render(try given.report(details.target), zone: zone ?? "UTC"))
    }
    if let server = try await target.server() {
      return try await show(from: server, query, format)
    }
    let installation = try await LocalInstallation.openForReading(target.folder)
    defer { installation.close() }
    let options = try query.options(inZoneOf: installation.engine.calendar)
    let place = try moment.position(in: installation.engine)
    do throws(ReportReadFailure) {
      let engine = installation.engine
      let report =
        if let place {
          try engine.report(subject, options, details, at: place)
        } else {
          try engine.reports.report(subject, options, details)
        }
      writeOut(format.render(report, zone: options.calendar.name))
    } catch {
      switch error {
      case .asked(let failure): throw CommandFailure(failure.description)
      case .log(let failure): throw CommandFailure("the views cannot be read: \(failure)")
      }
    }
  }

  private func show(
    from server: SwitchboardClient, _ query: ReportQuery, _ format: ReportFormat
  ) async throws {
    let accept =
      switch format {
      case .json: "application/json"
      case .csv: "text/csv"
      case .table: "text/plain"
      }
    var words = details.words
    for (name, value) in moment.query { words[name] = value }
    let path = "/v1/reports/\(subject.rawValue)" + query.queryString(adding: words)
    let answer = try await server.collect(.get, path, accept: accept)
    try requireSuccess(answer)
    writeOut(answer.body)
  }
}

extension ReportSubject: ExpressibleByArgument {}

extension ReportFormat: ExpressibleByArgument {}
