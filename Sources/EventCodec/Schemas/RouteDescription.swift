/// One route of the API in words: what OpenAPI says of it, and what the table of routes is compared
/// with.
package struct RouteDescription: Sendable, Equatable {
  /// What is asked of the address (RFC 9110).
  package enum Method: String, Sendable {
    case get, post, put, delete
  }

  /// A value in the address or a header.
  package struct Parameter: Sendable, Equatable {
    /// Where the value stands.
    package enum Place: String, Sendable {
      case path, query, header
    }

    package var name: String
    package var place: Place
    package var summary: String
    /// Whether it may stand more than once; the values are then alternatives.
    package var isRepeatable = false
    package var form = Form.text

    /// What a value looks like.
    package enum Form: Sendable, Equatable {
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
  package struct Answer: Sendable, Equatable {
    package var status: Int
    package var summary: String
    package var contentTypes: [String]

    init(_ status: Int, _ summary: String, _ contentTypes: [String] = []) {
      self.status = status
      self.summary = summary
      self.contentTypes = contentTypes
    }
  }

  package var method: Method
  /// With `{name}` for a segment, and `{name+}` for the rest of a path.
  package var path: String
  package var summary: String
  /// Whether it answers without a token.
  package var isOpen = false
  package var parameters: [Parameter] = []
  package var bodyTypes: [String] = []
  package var answers: [Answer]
  /// Problems of its own; those that any route may have are not repeated.
  package var problems: [ProblemType] = []

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
