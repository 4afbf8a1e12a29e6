/// How a report is written out.
package enum ReportFormat: String, Sendable, CaseIterable {
  /// Columns for people, with the zone below them.
  case table
  /// `{"rows": […], "total": {…}}`, in one line, with a line end.
  case json
  /// RFC 4180 with a header; the total is the last row. Groups become columns such as
  /// `serviceLevel.negative`; what cannot be said is empty.
  case csv

  /// Throws `ReportFailure.unknownFormat`.
  package init(_ text: String) throws(ReportFailure) {
    guard let format = ReportFormat(rawValue: text) else { throw .unknownFormat(text) }
    self = format
  }

  /// The report's text: the same bytes for the same report.
  ///
  /// - Parameter zone: the name of the zone that the report was made in.
  package func render(_ report: Report, zone: String) -> String {
    switch self {
    case .table: TableRenderer.render(report) + "days and times: \(zone)\n"
    case .json: JSONRenderer.render(report)
    case .csv: CSVRenderer.render(report)
    }
  }
}
