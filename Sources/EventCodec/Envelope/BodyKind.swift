/// In which form a request carries events.
public enum BodyKind {
  /// One CloudEvent, attributes and data in one object (`application/cloudevents+json`).
  case structured
  /// An array of such objects (`application/cloudevents-batch+json`): one atomic append.
  case batch
  /// `{type, stream, data}` for people with curl (`application/json`).
  case plain
  /// One CloudEvent whose attributes are `ce-` headers; the body is the data. The closure looks a
  /// lower-case header name up.
  case binary((String) -> String?)

  /// The form that a request's headers announce; nil for a content type that is not taken (415).
  ///
  /// `application/json` is the binary mode where `ce-specversion` is there, else a plain object. No
  /// content type is binary mode without data.
  ///
  /// - Parameter header: looks a lower-case header name up.
  public init?(header: @escaping (String) -> String?) {
    guard let contentType = header("content-type") else {
      guard header("ce-specversion") != nil else { return nil }
      self = .binary(header)
      return
    }
    let parts = contentType.lowercased().split(separator: ";").map { $0.trimmed }
    guard let mediaType = parts.first, parts.dropFirst().allSatisfy(BodyKind.isTaken) else {
      return nil
    }
    switch mediaType {
    case "application/cloudevents+json": self = .structured
    case "application/cloudevents-batch+json": self = .batch
    case "application/json":
      self = header("ce-specversion") == nil ? .plain : .binary(header)
    default: return nil
    }
  }

  /// What may be posted, for `accept-post`.
  public static let mediaTypes = [
    "application/cloudevents+json", "application/cloudevents-batch+json", "application/json",
  ]

  /// The faults of headers of binary mode that are no attributes: what would be refused as a member
  /// of a structured event is not dropped here without a word.
  ///
  /// - Parameter names: of all headers, in lower case.
  public static func strangers(among names: some Sequence<String>) -> [DecodingProblem] {
    names.filter { $0.hasPrefix("ce-") && !attributeHeaders.contains($0) }.map { name in
      DecodingProblem(.unknownField, at: .header(name), "An event has no such attribute.")
    }
  }

  private static let attributeHeaders = Set(
    Attribute.allCases.filter { $0 != .data }.map { "ce-\($0.cloudEventName)" })

  /// Any parameter but a charset other than UTF-8.
  private static func isTaken(_ parameter: String) -> Bool {
    guard parameter.hasPrefix("charset=") else { return true }
    let name = parameter.dropFirst("charset=".count)
    return ["utf-8", "\"utf-8\"", "utf8", "us-ascii"].contains(String(name))
  }
}

extension Substring {
  /// Without the spaces and tabs at its ends.
  fileprivate var trimmed: String {
    var rest = self
    while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return String(rest)
  }
}
