/// The stream of one aggregate: `<kind>/<id>`, split at its first slash.
///
/// The id may hold slashes itself: agents are called `PJSIP/400`.
public struct StreamName: Sendable, Hashable, CustomStringConvertible {
  /// What a stream is about.
  public enum Kind: String, Choice {
    case call, `case`, agent, queue, customer, campaign, knowledge, policy, quality, access, source
    case keys, security
  }

  public let kind: Kind
  public let id: String

  public init(_ kind: Kind, _ id: String) {
    self.kind = kind
    self.id = id
  }

  /// Nil for an unknown kind, an empty id, or no slash.
  public init?(_ text: String) {
    guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")),
      let kind = Kind(rawValue: String(text[..<slash]))
    else { return nil }
    let id = text[text.utf8.index(after: slash)...]
    guard !id.isEmpty else { return nil }
    self.init(kind, String(id))
  }

  public var description: String { "\(kind.rawValue)/\(id)" }
}
