internal import ContactCenter

/// The OpenAPI 3.1 document of the routes.
enum OpenAPI {
  static var document: SchemaValue {
    .members(
      ("openapi", "3.1.0"),
      (
        "info",
        .members(
          ("title", "Switchboard"), ("version", "1"),
          (
            "description",
            "A contact center as a log of events: append them, follow them, read the views."
          ))
      ),
      ("security", .array([.members(("bearer", .array([])))])),
      ("paths", paths),
      ("components", components))
  }

  private static var paths: SchemaValue {
    var order: [String] = []
    var operations: [String: [SchemaValue.Member]] = [:]
    for route in RouteDescription.all {
      // OpenAPI has no segment that holds slashes.
      let path = route.path.replacing("+}", with: "}")
      if operations[path] == nil { order.append(path) }
      operations[path, default: []].append(
        SchemaValue.Member(route.method.rawValue, operation(route)))
    }
    return .object(order.map { SchemaValue.Member($0, .object(operations[$0] ?? [])) })
  }

  private static func operation(_ route: RouteDescription) -> SchemaValue {
    .members(
      ("summary", .text(route.summary)),
      ("security", route.isOpen ? .array([]) : nil),
      (
        "parameters",
        route.parameters.isEmpty ? nil : .array(route.parameters.map(parameter))
      ),
      ("requestBody", route.bodyTypes.isEmpty ? nil : requestBody(route)),
      ("responses", responses(route)))
  }

  private static func parameter(_ parameter: RouteDescription.Parameter) -> SchemaValue {
    .members(
      ("name", .text(parameter.name)), ("in", .text(parameter.place.rawValue)),
      ("description", .text(parameter.summary)),
      ("required", parameter.place == .path ? .boolean(true) : nil),
      ("schema", schema(ofValue: parameter)))
  }

  /// The schema of a parameter's value, or of its values.
  static func schema(ofValue parameter: RouteDescription.Parameter) -> SchemaValue {
    let value = schema(of: parameter.form)
    return parameter.isRepeatable ? .members(("type", "array"), ("items", value)) : value
  }

  private static func schema(of form: RouteDescription.Parameter.Form) -> SchemaValue {
    switch form {
    case .text: .members(("type", "string"))
    case .integer(let range):
      .members(
        ("type", "integer"), ("minimum", .number(range.lowerBound)),
        ("maximum", .number(range.upperBound)))
    case .boolean: .members(("type", "boolean"))
    case .words(let words): .members(("type", "string"), ("enum", .texts(words)))
    case .timestamp: .members(("type", "string"), ("format", "date-time"))
    }
  }

  private static func requestBody(_ route: RouteDescription) -> SchemaValue {
    let content = route.bodyTypes.map { type in
      SchemaValue.Member(type, .members(("schema", bodySchema(type, of: route))))
    }
    return .members(("required", .boolean(true)), ("content", .object(content)))
  }

  private static func bodySchema(_ type: String, of route: RouteDescription) -> SchemaValue {
    switch (route.path, type) {
    case ("/v1/events", "application/cloudevents+json"): reference("CloudEvent")
    case ("/v1/events", "application/cloudevents-batch+json"):
      .members(
        ("type", "array"), ("items", reference("CloudEvent")), ("minItems", .number(1)),
        ("maxItems", .number(Int64(EventCodec.batchEventsMax))))
    case ("/v1/events", _): reference("PlainEvent")
    default: .members(("type", "object"))
    }
  }

  /// The answers by status: those without a problem, then each status with its kinds of problems.
  private static func responses(_ route: RouteDescription) -> SchemaValue {
    var members = route.answers.map { answer in
      let content = answer.contentTypes.map { SchemaValue.Member($0, answerSchema($0, route)) }
      return SchemaValue.Member(
        "\(answer.status)",
        .members(
          ("description", .text(answer.summary)),
          ("content", content.isEmpty ? nil : .object(content))))
    }
    var problems = route.problems
    if !route.isOpen { problems += [.unauthenticated, .forbidden] }
    for status in Set(problems.map(\.status)).sorted() {
      let titles = problems.filter { $0.status == status }.map { "\($0.title) (\($0.rawValue))." }
      members.append(
        SchemaValue.Member(
          "\(status)",
          .members(
            ("description", .text(titles.joined(separator: " "))),
            (
              "content",
              .members(
                ("application/problem+json", .members(("schema", reference("Problem")))))
            ))))
    }
    return .object(members)
  }

  private static func answerSchema(_ type: String, _ route: RouteDescription) -> SchemaValue {
    guard type == "application/json" else { return .members() }
    switch (route.method, route.path) {
    case (.post, "/v1/events"): return .members(("schema", reference("AppendReceipt")))
    case (.get, "/v1/events/{position}"):
      return .members(("schema", reference("RecordedCloudEvent")))
    case (.get, "/v1/views/{view}/{id}"):
      let rows = [
        "QueueRow", "AgentRow", "CallRow", "CustomerRow",
        "AbandonedCallRow", "AnomalyRow", "AnomalyCountRow",
        "ProcedureRow", "StepScoreRow", "CallScoreRow", "UndocumentedRow",
        "QualityRow", "ReviewRow", "ReviewFormRow", "CoachingRow",
        "KnowledgeRow", "ArticleAgeRow", "SkillRow", "QueueSkillsRow", "TrainingRow",
      ].map(reference)
      return .members(("schema", .members(("anyOf", .array(rows)))))
    default: return .members()
    }
  }

  static func reference(_ name: String) -> SchemaValue {
    .members(("$ref", .text("#/components/schemas/\(name)")))
  }
}
