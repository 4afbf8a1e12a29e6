/// An exact decimal with six digits after the point: ratios, means, percentages.
///
/// Floating point would make the bytes of a view depend on the order of additions; counters are
/// added as integers and divided once, rounded half away from zero.
public struct Millionths: FieldValue, Hashable, Comparable {
  public var count: Int64

  public init(count: Int64) { self.count = count }
  public init() { count = 0 }

  /// `numerator / denominator`, or nil where there is nothing to divide by.
  public init?(_ numerator: Int64, over denominator: Int64) {
    guard denominator > 0 else { return nil }
    let negative = numerator < 0
    let (quotient, remainder) = numerator.magnitude.quotientAndRemainder(
      dividingBy: UInt64(denominator))
    let (high, low) = remainder.multipliedFullWidth(by: 1_000_000)
    let (fraction, rest) = UInt64(denominator).dividingFullWidth((high, low))
    let rounded = rest >= UInt64(denominator) - rest ? fraction + 1 : fraction
    let magnitude = Int64(quotient * 1_000_000 + rounded)
    count = negative ? -magnitude : magnitude
  }

  public static var shape: FieldShape { .decimal }
  public init?(scalar: FieldScalar) {
    guard case .integer(let count) = scalar else { return nil }
    self.count = count
  }
  public var scalar: FieldScalar { .integer(count) }

  public static func < (left: Millionths, right: Millionths) -> Bool { left.count < right.count }
}
