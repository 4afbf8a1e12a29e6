internal import ContactCenter

extension OpenAPI {
  static var components: SchemaValue {
    .members(
      (
        "securitySchemes",
        .members(
          (
            "bearer",
            .members(
              ("type", "http"), ("scheme", "bearer"),
              ("description", "A token of switchboard access grant."))
          ))
      ),
      (
        "schemas",
        .members(
          ("CloudEvent", cloudEvent(isRecorded: false)),
          ("RecordedCloudEvent", cloudEvent(isRecorded: true)),
          ("PlainEvent", plainEvent),
          ("AppendReceipt", receipt),
          ("Problem", problem),
          ("QueueRow", SchemaWriter.rowSchema(QueueRow.self)),
          ("AgentRow", SchemaWriter.rowSchema(AgentRow.self)),
          ("CallRow", SchemaWriter.rowSchema(CallRow.self)),
          ("CustomerRow", SchemaWriter.rowSchema(CustomerRow.self)),
          ("AbandonedCallRow", SchemaWriter.rowSchema(AbandonedCallRow.self)),
          ("AnomalyRow", SchemaWriter.rowSchema(AnomalyRow.self)),
          ("AnomalyCountRow", SchemaWriter.rowSchema(AnomalyCountRow.self)),
          ("ProcedureRow", SchemaWriter.rowSchema(ProcedureRow.self)),
          ("StepScoreRow", SchemaWriter.rowSchema(StepScoreRow.self)),
          ("CallScoreRow", SchemaWriter.rowSchema(CallScoreRow.self)),
          ("UndocumentedRow", SchemaWriter.rowSchema(UndocumentedRow.self)),
          ("QualityRow", SchemaWriter.rowSchema(QualityRow.self)),
          ("ReviewRow", SchemaWriter.rowSchema(ReviewRow.self)),
          ("ReviewFormRow", SchemaWriter.rowSchema(ReviewFormRow.self)),
          ("CoachingRow", SchemaWriter.rowSchema(CoachingRow.self)),
          ("KnowledgeRow", SchemaWriter.rowSchema(KnowledgeRow.self)),
          ("ArticleAgeRow", SchemaWriter.rowSchema(ArticleAgeRow.self)),
          ("SkillRow", SchemaWriter.rowSchema(SkillRow.self)),
          ("QueueSkillsRow", SchemaWriter.rowSchema(QueueSkillsRow.self)),
          ("TrainingRow", SchemaWriter.rowSchema(TrainingRow.self)))
      ))
  }

  private static func cloudEvent(isRecorded: Bool) -> SchemaValue {
    .members(
      ("type", "object"),
      ("properties", .object(cloudEventProperties(isRecorded: isRecorded))),
      (
        "required",
        .texts(["specversion", "id", "source", "type", "subject"])
      ),
      ("additionalProperties", .boolean(false)))
  }

  /// The attributes of an event, and of a recorded one what the log adds before them.
  static func cloudEventProperties(isRecorded: Bool) -> [SchemaValue.Member] {
    let added: [SchemaValue.Member] = [
      member("sequence", "The position, 20 digits.", pattern: "^[0-9]{20}$"),
      SchemaValue.Member(
        "streamversion",
        .members(
          ("description", "The event's number in its stream, from 1."), ("type", "integer"),
          ("minimum", .number(1)))),
      SchemaValue.Member("recordedtime", instant("When the log took it in.")),
    ]
    let names = Attribute.allCases.filter { $0 != .traceState || !isRecorded }
    return (isRecorded ? added : []) + names.map(attribute)
  }

  private static func attribute(_ attribute: Attribute) -> SchemaValue.Member {
    SchemaValue.Member("\(attribute.cloudEventName)", schema(of: attribute))
  }

  private static var plainEvent: SchemaValue {
    var members: [SchemaValue.Member] = []
    for attribute in Attribute.allCases {
      guard let name = attribute.plainName else { continue }
      let value =
        attribute == .actorKind
        ? SchemaValue.object(
          SchemaVisitor.schema { visitor in
            var blank = ActorFields()
            blank.describe(&visitor)
          }) : schema(of: attribute)
      members.append(SchemaValue.Member("\(name)", value))
    }
    return .members(
      ("type", "object"), ("properties", .object(members)),
      ("required", .texts(["type", "stream"])), ("additionalProperties", .boolean(false)))
  }

  private static func schema(of attribute: Attribute) -> SchemaValue {
    switch attribute {
    case .specVersion: .members(("const", "1.0"))
    case .id: text("With source the identity of the event, for ever.", 256)
    case .source: text("Who produced the event.", 256)
    case .type: .members(("enum", .texts(Event.all.map(\.type.name))))
    case .subject: text("The stream: <kind>/<id>.", 140)
    case .time: instant("When it happened, by the source's clock.")
    case .dataContentType: .members(("const", "application/json"))
    case .dataSchema: text("The schema of the data; without it the newest.", 256)
    case .actorKind: .members(("enum", .texts(Actor.Kind.allCases.map(\.rawValue))))
    case .actorID: text("Who did it.", 128)
    case .correlation: text("What it belongs to.", 128)
    case .causation: text("The id of the event that caused it.", 128)
    case .traceParent: text("The W3C trace context; an invalid one is ignored.", 55)
    case .traceState: text("Ignored.", 512)
    case .data:
      .members(
        ("description", "As /schemas/events/<type>.v<version>.json says."), ("type", "object"))
    }
  }

  private static var receipt: SchemaValue {
    .members(
      ("type", "object"),
      (
        "properties",
        .object([
          SchemaValue.Member("position", .members(("type", "integer"), ("minimum", .number(1)))),
          SchemaValue.Member("version", .members(("type", "integer"), ("minimum", .number(1)))),
          member("cursor", "To resume from.", pattern: "^[0-9a-f]{16}\\.[0-9]{20}$"),
          SchemaValue.Member(
            "quarantined",
            .members(
              ("description", "Alone: the fact was set aside at this position."),
              ("type", "integer"), ("minimum", .number(1)))),
        ])
      ))
  }

  static var problem: SchemaValue {
    let error = SchemaValue.members(
      ("type", "object"),
      (
        "properties",
        .object([
          member("pointer", "A JSON pointer into the body."),
          member("header", "The header, of an event in binary mode."),
          member("code", "The last part of a problem type."), member("detail", "What is allowed."),
        ])
      ))
    return .members(
      ("type", "object"),
      (
        "properties",
        .object([
          SchemaValue.Member("type", .members(("enum", .texts(ProblemType.allCases.map(\.uri))))),
          member("title", "The kind in words."),
          SchemaValue.Member("status", .members(("type", "integer"))),
          member("detail", "This occurrence in words."),
          SchemaValue.Member("errors", .members(("type", "array"), ("items", error))),
        ])
      ),
      ("required", .texts(["type", "title", "status"])))
  }

  static func member(
    _ name: String, _ summary: String, pattern: String? = nil
  ) -> SchemaValue.Member {
    SchemaValue.Member(
      name,
      .members(
        ("description", .text(summary)), ("type", "string"),
        ("pattern", pattern.map(SchemaValue.text))))
  }

  private static func text(_ summary: String, _ lengthMax: Int64) -> SchemaValue {
    .members(
      ("description", .text(summary)), ("type", "string"), ("minLength", .number(1)),
      ("maxLength", .number(lengthMax)))
  }

  private static func instant(_ summary: String) -> SchemaValue {
    .members(("description", .text(summary)), ("type", "string"), ("format", "date-time"))
  }
}
