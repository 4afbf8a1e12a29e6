internal import ContactCenter

/// The AsyncAPI 3.0 document of the streams: a channel for each address that answers with
/// server-sent events, and the messages that come over it.
enum AsyncAPI {
  /// A stream and what comes over it.
  struct Channel {
    var id: String
    /// The path of its route.
    var path: String
    var messages: [Message]
  }

  /// A frame of a stream.
  struct Message {
    /// Unique in the document.
    var id: String
    /// What stands in the frame's `event:`.
    var name: String
    var summary: String
    var payload: SchemaValue
  }

  static var document: SchemaValue {
    .members(
      ("asyncapi", "3.0.0"),
      (
        "info",
        .members(
          ("title", "Switchboard"), ("version", "1"),
          (
            "description",
            "The streams of the log and of the views; the other routes are in /openapi.json."
          ))
      ),
      ("defaultContentType", "application/json"),
      ("channels", named(channels.map { ($0.id, channel($0)) })),
      ("operations", named(channels.map { ("send-\($0.id)", operation($0)) })),
      (
        "components",
        .members(
          (
            "messages",
            named(channels.flatMap(\.messages).map { ($0.id, message($0)) })
          ),
          ("schemas", named(schemas)),
          (
            "securitySchemes",
            .members(
              (
                "bearer",
                .members(
                  ("type", "http"), ("scheme", "bearer"),
                  ("description", "A token of switchboard access grant."))
              ))
          ))
      ))
  }

  /// The route of a channel as OpenAPI has it.
  private static func route(of channel: Channel) -> RouteDescription? {
    RouteDescription.all.first { $0.method == .get && $0.path == channel.path }
  }

  private static func channel(_ channel: Channel) -> SchemaValue {
    let route = route(of: channel)
    let parameters = route?.parameters.filter { $0.place == .path } ?? []
    return .members(
      ("address", .text(channel.path)),
      ("title", (route?.summary).map(SchemaValue.text)),
      ("description", .text(framing)),
      (
        "parameters",
        parameters.isEmpty ? nil : named(parameters.map { ($0.name, parameter($0)) })
      ),
      (
        "messages",
        named(
          channel.messages.map { ($0.id, reference("components/messages/\($0.id)")) })
      ))
  }

  private static let framing =
    "Asked for with accept: text/event-stream. A frame's event: is the message's name, its data: "
    + "the payload, its id: the cursor to resume from; a frame with an id: alone moves the cursor."

  private static func parameter(_ parameter: RouteDescription.Parameter) -> SchemaValue {
    var words: SchemaValue?
    if case .words(let allowed) = parameter.form { words = .texts(allowed) }
    return .members(("description", .text(parameter.summary)), ("enum", words))
  }

  private static func operation(_ channel: Channel) -> SchemaValue {
    let route = route(of: channel)
    let query = route?.parameters.filter { $0.place == .query } ?? []
    return .members(
      ("action", "send"),
      ("channel", reference("channels/\(channel.id)")),
      ("security", .array([reference("components/securitySchemes/bearer")])),
      (
        "bindings",
        .members(
          (
            "http",
            .members(
              ("method", "GET"),
              (
                "query",
                .members(
                  ("type", "object"),
                  ("properties", named(query.map { ($0.name, OpenAPI.schema(ofValue: $0)) })),
                  ("additionalProperties", .boolean(false)))
              ),
              ("bindingVersion", "0.3.0"))
          ))
      ),
      (
        "messages",
        .array(
          channel.messages.map { reference("channels/\(channel.id)/messages/\($0.id)") })
      ))
  }

  private static func message(_ message: Message) -> SchemaValue {
    .members(
      ("name", .text(message.name)), ("summary", .text(message.summary)),
      ("payload", message.payload))
  }

  static func named(_ members: [(String, SchemaValue)]) -> SchemaValue {
    .object(members.map { SchemaValue.Member($0, $1) })
  }

  /// A reference within the document. No name here holds what a pointer escapes.
  static func reference(_ path: String) -> SchemaValue {
    .members(("$ref", .text("#/\(path)")))
  }
}
