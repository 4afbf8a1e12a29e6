extension RouteDescription {
  /// The route that names the events behind a number.
  static let explaining = RouteDescription(
    .get, "/v1/views/{view}/{id}/explain",
    "The events that changed a field of a row, each with the value that it gave.",
    answers: [
      Answer(200, "The steps, and how far the log was looked at.", ["application/json"]),
      Answer(304, "They have not changed."),
    ]
  ).with {
    $0.parameters =
      [
        Parameter("view", .path, "The view."),
        Parameter("id", .path, "The row's key, percent-encoded."),
        Parameter("field", .query, "The field, such as offered or today.offered; required."),
        Parameter("from", .query, "The cursor or position after which to begin."),
        Parameter("limit", .query, "At most so many steps.", .integer(1...1_000)),
        moment,
      ] + minimum
    $0.problems = [
      .notFound, .invalidParameter, .cursorGone, .positionNotReached, .overloaded, .unavailable,
    ]
  }
}
