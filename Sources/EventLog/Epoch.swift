/// The identity of one life of a log: 64 random bits, written as 16 lower-case hexadecimal digits.
///
/// A cursor names its epoch, so that a position of another log is never matched by luck.
public struct Epoch: Sendable, Hashable, CustomStringConvertible {
  public let bits: UInt64

  public init(bits: UInt64) {
    self.bits = bits
  }

  /// Exactly 16 hexadecimal digits, or nil.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 16, let bits = UInt64(text, radix: 16) else { return nil }
    self.bits = bits
  }

  public var description: String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// A place in a log as subscribers keep it: `<epoch>.<20 digits>`, opaque to them.
public struct Cursor: Sendable, Hashable, CustomStringConvertible {
  public var epoch: Epoch
  public var position: UInt64

  public init(epoch: Epoch, position: UInt64) {
    self.epoch = epoch
    self.position = position
  }

  /// The text of a cursor, or nil where it is not one.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let epoch = Epoch(parts[0]), parts[1].utf8.count == 20,
      parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let position = UInt64(parts[1])
    else { return nil }
    self.init(epoch: epoch, position: position)
  }

  public var description: String {
    "\(epoch).\(Cursor.digits(position))"
  }

  /// A position as 20 digits, zero-padded so that text sorts as the numbers do.
  public static func digits(_ position: UInt64) -> String {
    let digits = String(position)
    return String(repeating: "0", count: 20 - digits.utf8.count) + digits
  }
}
