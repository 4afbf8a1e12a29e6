internal import ContactCenter

/// Writes `Schemas/` out of the declarations: event types, problem types, routes.
public enum SchemaWriter {
  /// Every file, in the order of its path; the same bytes each time.
  public static func files() -> [SchemaFile] {
    var files = Event.all.map(eventSchema)
    files.append(SchemaFile(path: "problems.json", bytes: problems.bytes))
    files.append(SchemaFile(path: "openapi.json", bytes: OpenAPI.document.bytes))
    files.append(SchemaFile(path: "asyncapi.json", bytes: AsyncAPI.document.bytes))
    return files.sorted { $0.path < $1.path }
  }

  /// The schema of one event type's data, personal fields included.
  private static func eventSchema(_ blank: Event) -> SchemaFile {
    let type = blank.type
    let head: [SchemaValue.Member] = [
      SchemaValue.Member("$schema", "https://json-schema.org/draft/2020-12/schema"),
      SchemaValue.Member("$id", .text(type.schemaURI)),
      SchemaValue.Member("title", .text(type.name)),
      SchemaValue.Member("description", .text(type.summary)),
    ]
    let body = SchemaVisitor.schema { visitor in
      var copy = blank
      copy.describe(&visitor)
    }
    return SchemaFile(path: type.schemaPath, bytes: SchemaValue.object(head + body).bytes)
  }

  private static var problems: SchemaValue {
    .members(
      (
        "description",
        "Every kind of problem that an answer may carry (RFC 9457, application/problem+json)."
      ),
      (
        "problems",
        .array(
          ProblemType.allCases.map { type in
            .members(
              ("type", .text(type.uri)), ("status", .number(Int64(type.status))),
              ("title", .text(type.title)), ("occurs", .text(type.occurs)),
              ("advice", .text(type.advice)))
          })
      ))
  }

  /// The schema of a view's rows.
  static func rowSchema<Row: ViewRow>(_ type: Row.Type) -> SchemaValue {
    .object(
      SchemaVisitor.schema { visitor in
        var blank = Row()
        blank.describe(&visitor)
      })
  }
}
