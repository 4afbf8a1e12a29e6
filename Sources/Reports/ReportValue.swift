package import ContactCenter

/// A cell of a report.
package enum ReportValue: Sendable, Equatable {
  case text(String)
  case integer(Int64)
  /// Seconds or a ratio, to six digits.
  case decimal(Millionths)
  /// A number that cannot be said, because nothing was counted.
  case null
  /// Cells that belong together, in order.
  case group([ReportField])

  /// A decimal, or null.
  package init(_ value: Millionths?) {
    self = value.map { .decimal($0) } ?? .null
  }

  /// Milliseconds as seconds, or null.
  package init(milliseconds: Int64?) {
    self = milliseconds.map { .decimal(Millionths(count: $0 * 1_000)) } ?? .null
  }
}

/// A named cell.
package struct ReportField: Sendable, Equatable {
  package var name: String
  package var value: ReportValue

  package init(_ name: String, _ value: ReportValue) {
    self.name = name
    self.value = value
  }
}
