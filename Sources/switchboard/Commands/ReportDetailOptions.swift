internal import ArgumentParser

/// The options that only some reports know.
struct ReportDetailOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "contacts, feedback: group by queue, agent, reason or campaign. Default: queue.",
      valueName: "WORD"))
  var by: String?
  @Option(
    help: ArgumentHelp(
      "trends: volumes, rising or profile. Default: rising.", valueName: "WORD"))
  var show: String?
  @Option(
    help: ArgumentHelp(
      "trends: how many of the last days are compared, 1…3660. Default: 7.", valueName: "DAYS"))
  var recent: String?
  @Option(
    help: ArgumentHelp(
      "trends: with how many days before them, 1…3660. Default: 28.", valueName: "DAYS"))
  var baseline: String?
  @Option(
    help: ArgumentHelp(
      "staffing: percent answered within seconds. Default: 80/20.", valueName: "PERCENT/SECONDS"))
  var target: String?
  @Option(
    help: ArgumentHelp(
      "staffing: the target's percentage, 1…99.99, instead of --target.", valueName: "PERCENT"))
  var serviceLevel: String?
  @Option(
    help: ArgumentHelp(
      "staffing: the target's seconds, 0…86400, instead of --target.", valueName: "SECONDS"))
  var within: String?
  @Option(
    help: ArgumentHelp(
      "staffing: calls in an interval, given instead of measured.", valueName: "N"))
  var calls: String?
  @Option(
    help: ArgumentHelp(
      "staffing: the interval of --calls, up to 44640 minutes. Default: 30.", valueName: "MINUTES"))
  var intervalMinutes: String?
  @Option(
    help: ArgumentHelp(
      "staffing: the mean of talk, hold and wrap-up of --calls.", valueName: "SECONDS"))
  var handleSeconds: String?
  @Option(
    help: ArgumentHelp(
      "staffing: the mean patience of the callers of --calls. Default: they wait for ever.",
      valueName: "SECONDS"))
  var patienceSeconds: String?
  @Option(
    help: ArgumentHelp(
      "staffing: the figures of so many agents, 1…20000. Default: as many as needed.",
      valueName: "N"))
  var agents: String?

  /// The options that were given, by their names.
  var words: [String: String] {
    let all = [
      "by": by, "show": show, "recent": recent, "baseline": baseline, "target": target,
      "service-level": serviceLevel, "within": within, "calls": calls,
      "interval-minutes": intervalMinutes, "handle-seconds": handleSeconds,
      "patience-seconds": patienceSeconds, "agents": agents,
    ]
    return all.compactMapValues(\.self)
  }
}
