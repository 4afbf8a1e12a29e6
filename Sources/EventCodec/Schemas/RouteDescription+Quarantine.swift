extension RouteDescription {
  private static let json = "application/json"

  /// The routes of the quarantine.
  static let quarantine: [RouteDescription] = [
    RouteDescription(
      .get, "/v1/quarantine", "List what sources reported and the log could not hold.",
      answers: [Answer(200, "The events by position, with what was decided on them.", [json])]
    ).with {
      $0.parameters = [
        Parameter(
          "state", .query, "What has become of them; else waiting.",
          .words(["waiting", "readmitted", "dismissed", "all"])),
        Parameter("source", .query, "The source that reported them."),
        Parameter(
          "after", .query, "The position after which to begin.", .integer(0...Int64.max)),
        Parameter("limit", .query, "At most so many.", .integer(1...10_000)),
        Parameter(
          "raw", .query, "With the source's own words: personal, so the look is recorded.",
          .boolean),
      ]
      $0.problems = [.invalidParameter, .unavailable]
    },
    decision(
      "readmit", "Decide on a quarantined event again: it is let in, or stays.",
      "The place of the decision and of the event, in one record; durable."),
    decision(
      "dismiss", "Put a quarantined event aside for good.", "The place of the decision; durable."),
  ]

  private static func decision(
    _ verb: String, _ summary: String, _ answer: String
  ) -> RouteDescription {
    RouteDescription(
      .post, "/v1/quarantine/{position}/\(verb)", summary, answers: [Answer(200, answer, [json])]
    ).with {
      $0.parameters = [Parameter("position", .path, "The position of the quarantined event.")]
      $0.bodyTypes = [json]
      $0.problems = [
        .malformedJSON, .missingField, .tooLong, .notFound, .lifeCycle, .overloaded, .full,
      ]
    }
  }
}
