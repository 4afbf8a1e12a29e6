/// The shape of a path: literal segments, `{name}` for any one segment, and at the end perhaps
/// `{name+}` for one or more.
///
/// Values are percent-decoded after the path has been split, so that an id may hold an encoded
/// slash: `/v1/streams/agent/PJSIP%2F400`.
struct RoutePattern: Sendable {
  private enum Segment: Sendable {
    case literal(String)
    case parameter
    case rest
  }

  /// The pattern as it is written in the table and in OpenAPI.
  let text: String
  private let segments: [Segment]

  init(_ text: String) {
    self.text = text
    segments = text.split(separator: "/").map { part in
      guard part.hasPrefix("{") else { return .literal(String(part)) }
      return part.hasSuffix("+}") ? .rest : .parameter
    }
  }

  /// Whether the pattern matches one path only.
  var isLiteral: Bool {
    segments.allSatisfy { if case .literal = $0 { true } else { false } }
  }

  /// The path on which the pattern's one parameter has a value.
  func path(of value: String) -> String {
    let encoded = PercentDecoding.encodeSegment(value)
    return text.split(separator: "/").map { part in
      "/" + (part.hasPrefix("{") ? encoded : String(part))
    }.joined()
  }

  /// The decoded values of the parameters in order, or nil where the path is another one.
  func match(_ path: [Substring]) -> [String]? {
    var values: [String] = []
    for (index, segment) in segments.enumerated() {
      guard index < path.count else { return nil }
      switch segment {
      case .literal(let literal):
        guard path[index] == literal else { return nil }
      case .parameter:
        guard let value = PercentDecoding.decode(path[index]), !value.isEmpty else { return nil }
        values.append(value)
      case .rest:
        guard let value = PercentDecoding.decode(path[index...].joined(separator: "/")[...])
        else { return nil }
        values.append(value)
        return values
      }
    }
    return path.count == segments.count ? values : nil
  }
}
