/// One value, or one member's name, of a scanned JSON text.
///
/// Tokens lie in the order of the text: a container, then what it holds. In an object names and
/// values alternate. 16 bytes each, so that a small event's tokens fit a few cache lines.
struct JSONToken: Sendable, Equatable {
  enum Kind: UInt8, Sendable {
    case object, array, name, string, number, yes, no, null
  }

  var kind: Kind
  /// Whether a string or a name holds `\`, or a number a fraction or an exponent.
  var isMarked: Bool
  /// The members of an object or the items of an array; as many as fit.
  var count: UInt16 = 0
  /// The first byte, after the quotation mark of a string.
  var start: UInt32
  /// The byte after the last, before the quotation mark of a string.
  var end: UInt32
  /// The index of the first token after this value and all that it holds; of a container that has
  /// not been closed `UInt32.max`.
  var next: UInt32

  init(_ kind: Kind, start: Int, end: Int, next: Int, isMarked: Bool = false) {
    self.kind = kind
    self.isMarked = isMarked
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.next = UInt32(truncatingIfNeeded: next)
  }
}
