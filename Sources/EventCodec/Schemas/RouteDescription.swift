/// One route of the API in words: what OpenAPI says of it, and what the table of routes is compared
/// with.
public struct RouteDescription: Sendable, Equatable {
  /// What is asked of the address (RFC 9110).
  public enum Method: String, Sendable {
    case get, post, put, delete
  }

  /// A value in the address or a header.
  public struct Parameter: Sendable, Equatable {
    /// Where the value stands.
    public enum Place: String, Sendable {
      case path, query, header
    }

    public var name: String
    public var place: Place
    public var summary: String
    /// Whether it may stand more than once; the values are then alternatives.
    public var isRepeatable = false
    public var form = Form.text

    /// What a value looks like.
    public enum Form: Sendable, Equatable {
      case text
      case integer(ClosedRange<Int64>)
      case boolean
      case words([String])
      case timestamp
    }

    init(_ name: String, _ place: Place, _ summary: String, _ form: Form = .text) {
      self.name = name
      self.place = place
      self.summary = summary
      self.form = form
    }

    var repeated: Parameter {
      var copy = self
      copy.isRepeatable = true
      return copy
    }
  }

  /// An answer that is no problem.
  public struct Answer: Sendable, Equatable {
    public var status: Int
    public var summary: String
    public var contentTypes: [String]

    init(_ status: Int, _ summary: String, _ contentTypes: [String] = []) {
      self.status = status
      self.summary = summary
      self.contentTypes = contentTypes
    }
  }

  public var method: Method
  /// With `{name}` for a segment, and `{name+}` for the rest of a path.
  public var path: String
  public var summary: String
  /// Whether it answers without a token.
  public var isOpen = false
  public var parameters: [Parameter] = []
  public var bodyTypes: [String] = []
  public var answers: [Answer]
  /// Problems of its own; those that any route may have are not repeated.
  public var problems: [ProblemType] = []

  init(_ method: Method, _ path: String, _ summary: String, answers: [Answer]) {
    self.method = method
    self.path = path
    self.summary = summary
    self.answers = answers
  }

  func with(_ change: (inout RouteDescription) -> Void) -> RouteDescription {
    var copy = self
    change(&copy)
    return copy
  }
}
