internal import Foundation

/// What a server says of a failure (RFC 9457, `application/problem+json`).
public struct ServerProblem: Sendable, Equatable, CustomStringConvertible {
  /// One fault of a body.
  public struct Fault: Sendable, Equatable, Codable {
    /// Where it stands in the body (RFC 6901), where it stands in one.
    public var pointer: String?
    /// The kind of fault.
    public var code: String?
    /// One sentence.
    public var detail: String?
  }

  /// The kind: the last part of `urn:switchboard:problem:…`, see `Schemas/problems.json`. Empty
  /// where an answer was no problem object, as of a proxy.
  public let kind: String
  /// The status of the answer.
  public let status: Int
  /// What the kind is called.
  public let title: String
  /// What is particular to this occurrence.
  public let detail: String
  /// The faults of the body, in its order.
  public let faults: [Fault]
  /// The whole object as it came.
  public let json: [UInt8]

  /// Title and detail.
  public var description: String {
    let words = [title, detail].filter { !$0.isEmpty }.joined(separator: ": ")
    return words.isEmpty ? "status \(status)" : words
  }

  /// A member beyond the common ones, such as `state`, `earliest` or `cursor`.
  public func text(_ name: String) -> String? {
    JSONSlices.members(of: json[...])?.first { $0.name == name }
      .flatMap { JSONSlices.string($0.value) }
  }

  /// A number beyond the common members, such as `actual` or `position`.
  public func number(_ name: String) -> UInt64? {
    JSONSlices.members(of: json[...])?.first { $0.name == name }
      .flatMap { JSONSlices.integer($0.value) }
  }

  /// A list beyond the common members, such as `allowed`.
  public func texts(_ name: String) -> [String] {
    JSONSlices.members(of: json[...])?.first { $0.name == name }
      .flatMap { JSONSlices.elements(of: $0.value) }?.compactMap(JSONSlices.string) ?? []
  }

  /// Reads an answer's body; one that is no problem object says what its status says.
  package init(status: Int, body: [UInt8]) {
    struct Members: Decodable {
      var type: String?
      var title: String?
      var detail: String?
      var errors: [Fault]?
    }
    // A proxy's page, or nothing: the status alone is told.
    let members = try? JSONDecoder().decode(Members.self, from: Data(body))
    let type = members?.type ?? ""
    kind = type.hasPrefix(Self.prefix) ? String(type.dropFirst(Self.prefix.count)) : ""
    self.status = status
    title = members?.title ?? ""
    detail = members?.detail ?? ""
    faults = members?.errors ?? []
    json = body
  }

  private static let prefix = "urn:switchboard:problem:"
}
