/// Counts one header block as it is decoded, whether or not its fields are kept.
struct HeaderMeter {
  /// What to do with the field just counted.
  enum Verdict: Equatable {
    case keep
    /// Drop it: the request will be answered 431.
    case tooLarge
    /// Stop: the block was made to cost memory or time.
    case attack
  }

  /// The overhead that RFC 9113 §6.5.2 counts a field.
  private static let fieldOverheadBytes = 32
  /// A list this many times over the limit is no accident.
  private static let attackFactor = 4

  private var byteCount = 0
  private var fieldCount = 0
  private var continuationCount = 0

  /// Whether the block is over the limit.
  private(set) var isTooLarge = false

  /// Counts a CONTINUATION frame; false when there are too many.
  mutating func continuation(limits: HTTPLimits) -> Bool {
    continuationCount += 1
    return continuationCount <= limits.continuationFramesMax
  }

  /// Counts a field by the bytes of its name and value.
  mutating func field(byteCount: Int, limits: HTTPLimits) -> Verdict {
    self.byteCount += byteCount + Self.fieldOverheadBytes
    fieldCount += 1
    guard
      self.byteCount <= limits.headerListBytesMax * Self.attackFactor,
      fieldCount <= limits.headerFieldsMax * Self.attackFactor
    else { return .attack }
    if self.byteCount > limits.headerListBytesMax || fieldCount > limits.headerFieldsMax {
      isTooLarge = true
    }
    return isTooLarge ? .tooLarge : .keep
  }
}
