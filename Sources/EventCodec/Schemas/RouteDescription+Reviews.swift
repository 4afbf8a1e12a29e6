extension RouteDescription {
  /// The regular review of who may do what.
  static let reviews: [RouteDescription] = [
    review(
      .put, "Set how often access is reviewed: {periodDays}, or {} for no longer.",
      "The place of access.review_scheduled; durable."),
    review(
      .post, "Record that access was reviewed: {reviewer, findings, removed, note}.",
      "The place of access.review_completed; durable."),
  ]

  private static func review(
    _ method: Method, _ summary: String, _ answer: String
  ) -> RouteDescription {
    RouteDescription(
      method, "/v1/access/reviews/{scope}", summary,
      answers: [
        Answer(200, answer, ["application/json"]),
        Answer(201, "Likewise, and the stream is new: location names it.", ["application/json"]),
      ]
    ).with {
      $0.parameters = [
        Parameter("scope", .path, "Whose access: a grant's name, or such as all.")
      ]
      $0.bodyTypes = ["application/json"]
      $0.problems = [.invalidEvent, .lifeCycle, .notFound, .overloaded, .full, .unavailable]
    }
  }
}
