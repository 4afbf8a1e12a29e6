/// One fault of what was sent: where it is, what it is, and what would be allowed.
///
/// Never holds the value itself: it may be personal.
public struct DecodingProblem: Error, Sendable, Equatable {
  /// Where a fault is.
  public enum Place: Sendable, Equatable {
    /// A JSON pointer (RFC 6901) into the body; empty for the whole body.
    case pointer(String)
    /// The lower-case name of a header, of an event in binary mode.
    case header(String)
  }

  /// The kind of fault; its raw value is the stable code.
  public var type: ProblemType
  public var place: Place
  /// What is wrong and what is allowed, one sentence.
  public var detail: String

  public init(_ type: ProblemType, at place: Place, _ detail: String) {
    self.type = type
    self.place = place
    self.detail = detail
  }

  public init(_ type: ProblemType, at pointer: String, _ detail: String) {
    self.init(type, at: .pointer(pointer), detail)
  }

  /// The pointer, or nil where the place is a header.
  public var pointer: String? {
    guard case .pointer(let pointer) = place else { return nil }
    return pointer
  }
}
