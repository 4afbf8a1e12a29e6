/// A name as the log compares names: by its UTF-8 bytes.
///
/// Swift's `String` holds two spellings of "é" to be equal; the disk does not, so a dictionary
/// keyed by `String` would merge two streams that the indexes keep apart.
public struct ByteName: Sendable, Hashable {
  public let text: String

  public init(_ text: String) {
    self.text = text
  }

  public static func == (left: ByteName, right: ByteName) -> Bool {
    left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
  }

  /// Equal bytes are equal text, so the text's hash serves; it is fast where the text is ASCII.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(text)
  }
}

/// Who an event is, for ever: `source` and `id` by their bytes.
public struct EventIdentity: Sendable, Hashable {
  public let source: ByteName
  public let id: ByteName

  public init(source: String, id: String) {
    self.source = ByteName(source)
    self.id = ByteName(id)
  }
}
