internal import ContactCenter

extension ReportValue {
  /// A model's figure, rounded to six digits after the point; null where there is none, or one that
  /// no decimal holds.
  package static func approximate(_ number: Double?) -> ReportValue {
    guard let number, number.isFinite, abs(number) < 9e12 else { return .null }
    return .decimal(Millionths(count: Int64((number * 1_000_000).rounded())))
  }
}
