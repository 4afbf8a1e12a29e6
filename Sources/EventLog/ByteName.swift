/// A name as the log compares names: by its UTF-8 bytes.
///
/// Swift's `String` holds two spellings of "é" to be equal; the disk does not, so a dictionary
/// keyed by `String` would merge two streams that the indexes keep apart.
///
/// Its hash is made once, when it is: a name is looked up in several tables one after the other.
public struct ByteName: Sendable, Hashable {
  public let text: String
  private let code: UInt64

  private static let seed = UInt64.random(in: .min ... .max)

  public init(_ text: String) {
    self.text = text
    var hash = FoldedHash(seed: Self.seed)
    hash.absorb(text.utf8.span)
    code = hash.value
  }

  public static func == (left: ByteName, right: ByteName) -> Bool {
    left.code == right.code && left.text.utf8.span.hasBytes(of: right.text.utf8.span)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(code)
  }

  /// What the standard library's tables ask for. The code is a keyed hash already: hashing it once
  /// more would cost as much as the look-up.
  public func _rawHashValue(seed: Int) -> Int {
    Int(truncatingIfNeeded: code) ^ seed
  }
}

extension Span<UInt8> {
  /// Whether both hold the same bytes. All of them are compared, without a branch at each, which
  /// takes sixteen a step; names are short and mostly equal where they are as long.
  public func hasBytes(of other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    var difference: UInt8 = 0
    for index in indices { difference |= self[index] ^ other[index] }
    return difference == 0
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
