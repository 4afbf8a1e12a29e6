/// The first place at which a text is not JSON as this house reads it.
struct JSONFault: Error, Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// The text ends within a value.
    case truncated
    /// Containers within containers beyond `JSONScanner.depthMax`.
    case tooDeep
    /// An object of more members than `JSONScanner.membersMax`.
    case tooManyMembers
    /// Bytes that are not UTF-8, or an escaped half of a surrogate pair.
    case notUTF8
    /// Something else than what RFC 8259 allows here.
    case unexpected(Wanted)
  }

  /// What would have been allowed, in words.
  typealias Wanted = String

  var kind: Kind
  /// The byte at which it shows, from 0.
  var offset: Int

  /// The fault in words, for the caller of an API.
  var detail: String {
    switch kind {
    case .truncated: "The text ends within a value, after \(offset) bytes."
    case .tooDeep: "Byte \(offset) opens more than \(JSONScanner.depthMax) nested containers."
    case .tooManyMembers:
      "Before byte \(offset) an object has more than \(JSONScanner.membersMax) members."
    case .notUTF8: "Byte \(offset) is not UTF-8, or escapes half of a surrogate pair."
    case .unexpected(let wanted): "Byte \(offset) is not \(wanted)."
    }
  }
}
