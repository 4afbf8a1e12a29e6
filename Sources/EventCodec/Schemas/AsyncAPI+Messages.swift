internal import ContactCenter

extension AsyncAPI {
  /// Every stream, in the order of the documentation.
  static var channels: [Channel] {
    [
      Channel(id: "log", path: "/v1/events", messages: Event.all.map(event) + logMarks),
      Channel(id: "view", path: "/v1/views/{view}", messages: viewFrames),
    ]
  }

  /// The schemas that messages refer to.
  static var schemas: [(String, SchemaValue)] {
    [("LogFrame", logFrame), ("Problem", OpenAPI.problem)]
      + Event.all.map { blank -> (String, SchemaValue) in
        let schema = SchemaVisitor.schema(isPublic: true) { visitor in
          var copy = blank
          copy.describe(&visitor)
        }
        return (dataName(blank.type), .object(schema))
      }
  }

  private static func dataName(_ type: EventType) -> String { "\(type.name).v\(type.version)" }

  /// An event of the log as a frame, without its personal fields.
  private static func event(_ blank: Event) -> Message {
    let type = blank.type
    return Message(
      id: type.name, name: type.name, summary: type.summary,
      payload: .members(
        (
          "allOf",
          .array([
            reference("components/schemas/LogFrame"),
            .members(
              (
                "properties",
                .members(
                  ("type", .members(("const", .text(type.name)))),
                  ("data", reference("components/schemas/\(dataName(type))")))
              )),
          ])
        )))
  }

  private static var logFrame: SchemaValue {
    let previous = OpenAPI.member(
      "prev", "The position of the frame before it on this stream, or that resumed from.",
      pattern: "^[0-9]{20}$")
    return object(
      [previous] + OpenAPI.cloudEventProperties(isRecorded: true),
      required: [
        "prev", "sequence", "streamversion", "recordedtime", "specversion", "id", "source", "type",
        "subject", "time", "datacontenttype", "actorkind", "data",
      ])
  }

  private static let logMarks = [
    mark(
      "log", "caught-up", "All that was there has been sent: what follows is new.",
      [position("position", "Everything up to here has been sent or left out.")]),
    mark(
      "log", "fell-behind", "The reader is slower than the log: what is missing follows.",
      [position("position", "The last that was sent."), position("head", "The log's end.")]),
    mark("log", "heartbeat", "The stream lives.", beat),
    failure("log"),
  ]

  private static let viewFrames = [
    mark(
      "view", "snapshot", "Rows of the view, in pages: all frames before the first other one.",
      [
        position("position", "The position of which the rows are the fold."),
        SchemaValue.Member(
          "rows",
          .members(
            ("type", "array"),
            ("items", object([key, row(["object"])], required: ["key", "value"])))),
        SchemaValue.Member("more", .members(("type", "boolean"))),
      ]),
    mark(
      "view", "row", "A row has changed, or gone where its value is null.",
      [key, row(["object", "null"]), position("position", "The event that changed it.")],
      optional: [position("prev", "The position of the frame before it; not where coalesced.")]),
    mark(
      "view", "caught-up", "The snapshot is complete: what follows are changes.",
      [position("position", "Where the view stands.")]),
    mark("view", "heartbeat", "The stream lives.", beat),
    mark(
      "view", "reset", "What the reader holds is void: a snapshot follows.",
      [
        OpenAPI.member("reason", "Why, in words."),
        OpenAPI.member("epoch", "The log's life.", pattern: "^[0-9a-f]{16}$"),
      ]),
    failure("view"),
  ]

  private static let beat = [
    position("head", "The log's end."), OpenAPI.member("time", "The server's clock, RFC 3339."),
  ]

  private static func failure(_ stream: String) -> Message {
    Message(
      id: "\(stream).error", name: "error", summary: "The stream cannot go on; it ends.",
      payload: reference("components/schemas/Problem"))
  }

  private static func mark(
    _ stream: String, _ name: String, _ summary: String, _ members: [SchemaValue.Member],
    optional: [SchemaValue.Member] = []
  ) -> Message {
    Message(
      id: "\(stream).\(name)", name: name, summary: summary,
      payload: object(members + optional, required: members.map(\.name)))
  }

  private static func position(_ name: String, _ summary: String) -> SchemaValue.Member {
    SchemaValue.Member(
      name,
      .members(
        ("description", .text(summary)), ("type", "integer"), ("minimum", .number(0))))
  }

  private static let key = OpenAPI.member("key", "The row's key.")

  private static func row(_ types: [String]) -> SchemaValue.Member {
    SchemaValue.Member(
      "value",
      .members(
        ("description", "The row, as /v1/views/{view}/{id} answers it."), ("type", .texts(types))))
  }

  private static func object(
    _ members: [SchemaValue.Member], required: [String]
  ) -> SchemaValue {
    .members(
      ("type", "object"), ("properties", .object(members)), ("required", .texts(required)),
      ("additionalProperties", .boolean(false)))
  }
}
