internal import ContactCenter

extension RouteDescription {
  /// Every route, in the order of the documentation.
  public static let all: [RouteDescription] =
    events + consumers + views + reports + projections
    + quarantine + access + reviews + operations

  private static let json = "application/json"
  private static let eventStream = "text/event-stream"

  private static let events: [RouteDescription] = [
    RouteDescription(
      .post, "/v1/events", "Append one event, or a batch that is kept as a whole or not at all.",
      answers: [
        Answer(200, "The position, version and cursor of the last event; durable.", [json]),
        Answer(201, "Likewise, and the stream is new: location names it.", [json]),
      ]
    ).with {
      $0.parameters = [
        Parameter("if-match", .header, "The version that the stream must have, quoted, or *."),
        Parameter("if-none-match", .header, "Only *: the stream must not exist."),
        Parameter(
          "idempotency-key", .header, "The identity of events without an id: a quoted string."),
        Parameter(
          "contradiction", .query, "What becomes of a fact that contradicts the state.",
          .words(["quarantine", "refuse"])),
        Parameter(
          "settled", .query, "An id under which the event may have been settled before."
        ).repeated,
      ]
      $0.bodyTypes = BodyKind.mediaTypes
      $0.problems = [
        .malformedJSON, .truncated, .notUTF8, .tooDeep, .duplicateKey, .tooLarge, .invalidHeader,
        .unsupportedMediaType, .unknownEventType, .unknownField, .missingField, .wrongKind,
        .outOfRange, .tooLong, .invalidEvent, .idempotencyKeyReused, .lifeCycle,
        .identityConflict, .partialRepeat, .wrongVersion, .overloaded, .full,
      ]
    },
    RouteDescription(
      .get, "/v1/events", "Read the log: a page, a replay, or live, by accept.",
      answers: [
        Answer(
          200, "Events in the order of their positions.",
          [json, "application/cloudevents-batch+json", "application/x-ndjson", eventStream]),
        Answer(304, "The page has not changed."),
      ]
    ).with {
      $0.parameters =
        [
          Parameter("from", .query, "The cursor or position after which to begin."),
          Parameter(
            "consumer", .query, "The consumer from whose place to go on, instead of from."),
          Parameter("to", .query, "The cursor or position with which to end."),
          Parameter("limit", .query, "At most so many events.", .integer(1...2_147_483_647)),
          Parameter("follow", .query, "Whether to stay once all has been read.", .boolean),
          Parameter("at-time", .query, "End with what had happened by this moment.", .timestamp),
          Parameter("type", .query, "A type, or a beginning such as call.*.").repeated,
          Parameter("stream", .query, "A stream.").repeated,
          Parameter("queue", .query, "A queue.").repeated,
          Parameter("agent", .query, "An agent.").repeated,
          Parameter("customer", .query, "A customer.").repeated,
          Parameter("last-event-id", .header, "The cursor to resume from; wins over from."),
        ] + minimum
      $0.problems = [
        .invalidParameter, .invalidHeader, .notAcceptable, .cursorGone, .notFound,
        .positionNotReached,
      ]
    },
    RouteDescription(
      .get, "/v1/events/{position}", "Read one event.",
      answers: [Answer(200, "The event.", [json]), Answer(304, "It has not changed.")]
    ).with {
      $0.parameters = [Parameter("position", .path, "A position or a cursor.")] + minimum
      $0.problems = [.notFound, .invalidParameter, .positionNotReached]
    },
    RouteDescription(
      .get, "/v1/streams/{kind}/{id}", "Read one stream in its own order.",
      answers: [
        Answer(200, "Its events; the etag is its version.", [json]),
        Answer(304, "It has not changed."),
      ]
    ).with {
      $0.parameters =
        [
          Parameter("kind", .path, "The kind, such as call."),
          Parameter("id", .path, "The id, percent-encoded."),
          Parameter(
            "from", .query, "The version after which to begin.", .integer(0...Int64.max)),
          Parameter("limit", .query, "At most so many events.", .integer(1...10_000)),
        ] + minimum
      $0.problems = [.notFound, .invalidParameter, .positionNotReached]
    },
    RouteDescription(
      .get, "/v1/sources/{source}/work",
      "What a source has told of so far: its calls that are open or were until lately, and agents.",
      answers: [Answer(200, "The calls and agents.", [json])]
    ).with {
      $0.parameters = [Parameter("source", .path, "The source's name, percent-encoded.")]
    },
  ]

  private static let viewParameters: [Parameter] =
    [
      Parameter(
        "view", .path, "The view.",
        .words([
          "queues", "agents", "calls", "customers",
          "abandoned-calls", "anomalies", "anomaly-counts",
          "cases", "followups", "complaints", "deadlines",
          "campaigns", "campaign-contacts",
          "procedures", "procedure-scores", "call-scores", "undocumented",
          "quality", "reviews", "review-forms", "coaching",
          "knowledge", "articles-by-age",
          "skills", "expiring-skills", "queue-skills", "trainings",
          "routing", "waiting", "kept-places", "routing-agents", "estimates",
          "security-reviews", "security-changes",
        ])),
      Parameter("after", .query, "The key after which to begin."),
      Parameter("limit", .query, "At most so many rows.", .integer(1...10_000)),
      Parameter(
        "mode", .query, "Every change, or the newest value of a row at most every 250 ms.",
        .words(["every", "coalesce"])),
      moment,
    ] + minimum

  static let moment = Parameter(
    "at", .query, "The position, cursor or time as of which the answer is wanted; not for a stream."
  )

  static let minimum: [Parameter] = [
    Parameter("min-position", .query, "The position or cursor that must have been reached."),
    Parameter(
      "prefer", .header,
      "wait=<seconds>: how long to wait for min-position; 5 if not said, 60 at most."),
  ]

  private static let views: [RouteDescription] = [
    RouteDescription(
      .get, "/v1/views/{view}", "Read a view, or follow it: a snapshot, then its changes.",
      answers: [
        Answer(200, "The rows and the position of which they are the fold.", [json, eventStream]),
        Answer(304, "The view has not changed."),
      ]
    ).with {
      $0.parameters = viewParameters
      $0.problems = [
        .notFound, .invalidParameter, .notAcceptable, .cursorGone, .positionNotReached,
        .overloaded,
      ]
    },
    RouteDescription(
      .get, "/v1/views/{view}/{id}", "Read one row of a view.",
      answers: [Answer(200, "The row.", [json]), Answer(304, "The view has not changed.")]
    ).with {
      $0.parameters = viewParameters + [Parameter("id", .path, "The row's key, percent-encoded.")]
      $0.problems = [
        .notFound, .invalidParameter, .cursorGone, .positionNotReached, .overloaded,
      ]
    },
    explaining,
  ]

  private static let projections: [RouteDescription] = [
    RouteDescription(
      .get, "/v1/projections", "List the views with their positions and lags.",
      answers: [Answer(200, "The views.", [json])]),
    RouteDescription(
      .post, "/v1/projections/{name}/rebuild",
      "Rebuild a view beside the old one and put it in its place.",
      answers: [Answer(200, "How the new rows differ from the old ones.", [json])]
    ).with {
      $0.parameters = [Parameter("name", .path, "The view, or all.")]
      $0.problems = [.notFound, .unavailable]
    },
    RouteDescription(
      .post, "/v1/projections/verify", "Fold every view anew and compare it with the stored one.",
      answers: [Answer(200, "How the rows of each differ.", [json])]
    ).with { $0.problems = [.unavailable] },
    RouteDescription(
      .get, "/v1/log", "The log's head, epoch and size.",
      answers: [Answer(200, "The figures.", [json])]),
  ]

  private static let access: [RouteDescription] = [
    RouteDescription(
      .post, "/v1/session", "Trade the token for a cookie.",
      answers: [Answer(204, "The cookie is set.")]
    ).with { $0.problems = [.invalidHeader] },
    RouteDescription(
      .get, "/v1/access/grants", "List who may do what.",
      answers: [Answer(200, "The grants, without their tokens.", [json])]),
    RouteDescription(
      .post, "/v1/access/grants", "Grant a token to a name, source and role.",
      answers: [Answer(201, "The grant with its token, shown this once.", [json])]
    ).with {
      $0.bodyTypes = [json]
      $0.problems = [
        .malformedJSON, .outOfRange, .wrongKind, .tooLong, .missingField, .nameTaken,
      ]
    },
    RouteDescription(
      .delete, "/v1/access/grants/{name}", "Revoke a name's token.",
      answers: [Answer(204, "It is revoked.")]
    ).with {
      $0.parameters = [Parameter("name", .path, "The name, percent-encoded.")]
      $0.problems = [.notFound]
    },
  ]

  private static let operations: [RouteDescription] = [
    open("/livez", "Whether the process lives.", [Answer(200, "It lives.", [json])]),
    open(
      "/readyz", "Whether it should be sent requests.", [Answer(200, "It is ready.", [json])]
    ).with { $0.problems = [.unavailable] },
    RouteDescription(
      .get, "/metrics", "Figures for Prometheus.",
      answers: [
        Answer(200, "The figures.", ["text/plain", "application/openmetrics-text"])
      ]),
    open(
      "/openapi.json", "This description.",
      [Answer(200, "OpenAPI 3.1.", ["application/vnd.oai.openapi+json"])]),
    open(
      "/asyncapi.json", "The streams of these routes, and their messages.",
      [Answer(200, "AsyncAPI 3.0.", ["application/vnd.aai.asyncapi+json"])]),
    open(
      "/schemas/{path+}", "The schemas of events, and the kinds of problems.",
      [Answer(200, "A schema.", ["application/schema+json", json])]
    ).with {
      $0.parameters = [Parameter("path", .path, "Such as events/call.answered.v1.json.")]
      $0.problems = [.notFound]
    },
    open("/", "The wallboard.", [Answer(200, "The page.", ["text/html"])]),
    open("/wallboard", "The wallboard.", [Answer(200, "The page.", ["text/html"])]),
    open(
      "/pages/{file}", "What the pages are made of.",
      [Answer(200, "A script, a style, an image.", ["text/javascript", "text/css"])]
    ).with {
      $0.parameters = [Parameter("file", .path, "The file's name.")]
      $0.problems = [.notFound]
    },
  ]

  private static func open(
    _ path: String, _ summary: String, _ answers: [Answer]
  ) -> RouteDescription {
    RouteDescription(.get, path, summary, answers: answers).with { $0.isOpen = true }
  }
}
