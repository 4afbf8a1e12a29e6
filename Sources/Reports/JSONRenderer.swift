/// A report as JSON with its fields in their order.
enum JSONRenderer {
  static func render(_ report: Report) -> String {
    var text = "{\"rows\":["
    for (index, row) in report.rows.enumerated() {
      if index > 0 { text += "," }
      append(row, to: &text)
    }
    text += "],\"total\":"
    append(report.total, to: &text)
    text += "}\n"
    return text
  }

  private static func append(_ fields: [ReportField], to text: inout String) {
    text += "{"
    for (index, field) in fields.enumerated() {
      if index > 0 { text += "," }
      append(field.name, to: &text)
      text += ":"
      append(field.value, to: &text)
    }
    text += "}"
  }

  private static func append(_ value: ReportValue, to text: inout String) {
    switch value {
    case .text(let string): append(string, to: &text)
    case .integer(let number): text += String(number)
    case .decimal(let number): text += number.decimalText
    case .null: text += "null"
    case .group(let fields): append(fields, to: &text)
    }
  }

  private static func append(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
