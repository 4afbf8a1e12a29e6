/// What an append expects of its stream, so that two who decide at once do not overlook each other.
public enum ExpectedStream: Sendable, Equatable {
  /// Nothing.
  case any
  /// That it does not exist.
  case new
  /// That it exists.
  case existing
  /// That it has exactly this many events.
  case version(UInt64)

  /// The precondition (RFC 9110 §13.1).
  var fields: [(name: String, value: String)] {
    switch self {
    case .any: []
    case .new: [(name: "if-none-match", value: "*")]
    case .existing: [(name: "if-match", value: "*")]
    case .version(let version): [(name: "if-match", value: "\"\(version)\"")]
    }
  }
}
