/// A report's cells as one line of text each, for formats that know no groups.
struct FlatRows {
  let columns: [String]
  /// As many cells as columns; the total's are empty where a row's name stands.
  let rows: [[String]]
  let total: [String]
  /// Whether a column holds numbers.
  let isNumeric: [Bool]

  init(_ report: Report) {
    let lines = report.rows.map { Self.flatten($0, prefix: "") }
    let totalLine = Self.flatten(report.total, prefix: "")
    let names = (lines.first ?? totalLine).map(\.name)
    columns = names
    rows = lines.map { line in line.map { Self.text(of: $0.value) } }
    total = columns.map { name in
      totalLine.first { $0.name == name }.map { Self.text(of: $0.value) } ?? ""
    }
    isNumeric = names.enumerated().map { column, name in
      totalLine.contains { $0.name == name } || lines.contains { $0[column].value.isNumber }
    }
  }

  private static func flatten(_ fields: [ReportField], prefix: String) -> [ReportField] {
    fields.flatMap { field -> [ReportField] in
      guard case .group(let inner) = field.value else {
        return [ReportField(prefix + field.name, field.value)]
      }
      return flatten(inner, prefix: prefix + field.name + ".")
    }
  }

  private static func text(of value: ReportValue) -> String {
    switch value {
    case .text(let string): string
    case .integer(let number): String(number)
    case .decimal(let number): number.decimalText
    case .null, .group: ""
    }
  }
}

extension ReportValue {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .decimal: true
    case .text, .null, .group: false
    }
  }
}
