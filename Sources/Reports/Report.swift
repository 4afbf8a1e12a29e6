/// A finished report: rows of the same fields in the same order, and their total.
///
/// The total has the fields of the rows but those that name a row (`queue` or `agent`, `start`,
/// `end`).
package struct Report: Sendable, Equatable {
  package typealias Row = [ReportField]

  /// With intervals, first by interval, then by name; otherwise by name.
  package var rows: [Row]
  package var total: Row

  package init(rows: [Row], total: Row) {
    self.rows = rows
    self.total = total
  }
}

extension [ReportField] {
  /// The cell of a name; `serviceLevel.negative` names a cell of a group. Nil where there is none.
  package subscript(_ path: String) -> ReportValue? {
    let parts = path.split(separator: ".", maxSplits: 1)
    guard let value = first(where: { $0.name == parts[0] })?.value else { return nil }
    guard parts.count == 2 else { return value }
    guard case .group(let fields) = value else { return nil }
    return fields[String(parts[1])]
  }
}
