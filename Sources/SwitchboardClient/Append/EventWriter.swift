internal import Foundation

/// Writes outgoing events as the server takes them.
enum EventWriter {
  /// `{type, stream, data, …}`, where the server adds what is left out.
  static func plain(_ event: OutgoingEvent) -> [UInt8] {
    object(
      [
        ("type", event.type), ("stream", event.stream), ("id", event.id), ("source", event.source),
        ("time", event.time.map(text)), ("correlation", event.correlation),
      ], event.data)
  }

  /// A structured CloudEvent, which needs an identity.
  static func cloudEvent(_ event: OutgoingEvent, id: String, source: String) -> [UInt8] {
    object(
      [
        ("specversion", "1.0"), ("type", event.type), ("subject", event.stream), ("id", id),
        ("source", source), ("time", event.time.map(text)), ("correlationid", event.correlation),
        ("datacontenttype", "application/json"),
      ], event.data)
  }

  private static func object(
    _ members: [(name: String, value: String?)], _ data: JSONDocument
  ) -> [UInt8] {
    var bytes = [UInt8(ascii: "{")]
    for case (let name, let value?) in members {
      bytes += Array("\"\(name)\":".utf8) + quoted(value) + [UInt8(ascii: ",")]
    }
    return bytes + Array("\"data\":".utf8) + data.bytes + [UInt8(ascii: "}")]
  }

  private static func text(_ time: Date) -> String {
    time.formatted(.iso8601WithMilliseconds)
  }

  private static func quoted(_ text: String) -> [UInt8] {
    // Encoding a string as JSON cannot fail.
    (try? JSONDocument(encoding: text))?.bytes ?? Array("\"\"".utf8)
  }
}

extension FormatStyle where Self == Date.ISO8601FormatStyle {
  /// RFC 3339 in UTC, as precise as the log.
  fileprivate static var iso8601WithMilliseconds: Date.ISO8601FormatStyle {
    Date.ISO8601FormatStyle(includingFractionalSeconds: true)
  }
}
