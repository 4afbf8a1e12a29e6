extension RouteDescription {
  private static let name = Parameter("name", .path, "The consumer's name, percent-encoded.")
  private static let conditions = [
    Parameter("if-match", .header, "How often the consumer must have been set, quoted, or *."),
    Parameter("if-none-match", .header, "Only *: there must be no such consumer."),
  ]

  /// The named checkpoints of services that replay.
  static let consumers: [RouteDescription] = [
    RouteDescription(
      .get, "/v1/consumers", "List the caller's consumers, an operator all, with their lags.",
      answers: [Answer(200, "The consumers by name, and the log's head.", ["application/json"])]),
    RouteDescription(
      .get, "/v1/consumers/{name}", "Read where a service has come to.",
      answers: [
        Answer(200, "The consumer; the etag is how often it was set.", ["application/json"])
      ]
    ).with {
      $0.parameters = [name]
      $0.problems = [.notFound]
    },
    RouteDescription(
      .put, "/v1/consumers/{name}",
      "Keep the place up to which a service has dealt with the log: {cursor, rewind}; durable.",
      answers: [
        Answer(200, "The consumer as it is now.", ["application/json"]),
        Answer(201, "Likewise, and it is new.", ["application/json"]),
      ]
    ).with {
      $0.parameters = [name] + conditions
      $0.bodyTypes = ["application/json"]
      $0.problems = [
        .malformedJSON, .invalidHeader, .wrongKind, .tooLong, .wouldGoBack, .cursorGone,
        .wrongVersion, .full,
      ]
    },
    RouteDescription(
      .delete, "/v1/consumers/{name}", "Forget a consumer.",
      answers: [Answer(204, "It is forgotten.")]
    ).with {
      $0.parameters = [name] + conditions
      $0.problems = [.notFound, .invalidHeader, .wrongVersion]
    },
  ]
}
