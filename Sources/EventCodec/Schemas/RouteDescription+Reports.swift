internal import ContactCenter

extension RouteDescription {
  private static let json = "application/json"

  /// The routes of reports.
  static let reports: [RouteDescription] = [
    RouteDescription(
      .get, "/v1/reports/{report}", "Read numbers of the past, as JSON or CSV.",
      answers: [
        Answer(200, "A row a queue, agent or other subject, and the total.", [json, "text/csv"]),
        Answer(304, "A report as of a moment has not changed."),
      ]
    ).with {
      $0.parameters = range + details + [moment] + minimum
      $0.problems = [
        .notFound, .invalidParameter, .notAcceptable, .cursorGone, .positionNotReached,
        .overloaded,
      ]
    }
  ]

  private static let range: [Parameter] = [
    Parameter(
      "report", .path, "The report.",
      .words([
        "queues", "agents", "contacts", "feedback", "trends", "staffing", "estimates",
      ])),
    Parameter("from", .query, "The first moment, or day.", .timestamp),
    Parameter("to", .query, "The moment, or day, before which to end.", .timestamp),
    Parameter("interval", .query, "A row an interval: 15m, 30m, 1h, 1d, 1w or 1mo."),
    Parameter("zone", .query, "The time zone of days and intervals (IANA); else the folder's own."),
    Parameter(
      "threshold", .query, "The service level's seconds; else each queue's own.",
      .integer(ServiceStandard.secondsRange)),
    Parameter(
      "short-abandon", .query, "Seconds under which a hang-up does not count; 0: none.",
      .integer(ServiceStandard.secondsRange)),
    Parameter(
      "cohort", .query, "What a visit's interval is taken from.",
      .words(["received", "queued", "happened"])),
  ]

  private static let details: [Parameter] = [
    Parameter(
      "by", .query, "contacts, feedback: what calls are grouped by.",
      .words(["queue", "agent", "reason", "campaign"])),
    Parameter(
      "show", .query, "trends: the table.", .words(["volumes", "rising", "profile"])),
    Parameter("recent", .query, "trends: the last days.", .integer(1...3_660)),
    Parameter("baseline", .query, "trends: the days before them.", .integer(1...3_660)),
    Parameter("target", .query, "staffing: percent within seconds, such as 80/20."),
    Parameter("service-level", .query, "staffing: the percentage alone."),
    Parameter("within", .query, "staffing: the seconds alone."),
    Parameter("calls", .query, "staffing: calls in an interval, instead of measured ones."),
    Parameter("interval-minutes", .query, "staffing: the interval of calls; else 30."),
    Parameter("handle-seconds", .query, "staffing: the mean handle time of calls."),
    Parameter("patience-seconds", .query, "staffing: the mean patience of their callers."),
    Parameter(
      "agents", .query, "staffing: so many instead of as many as needed.",
      .integer(1...20_000)),
  ]
}
