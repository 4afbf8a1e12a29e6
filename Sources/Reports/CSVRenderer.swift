/// A report as RFC 4180 lines, ended by CR LF.
enum CSVRenderer {
  static func render(_ report: Report) -> String {
    let flat = FlatRows(report)
    var total = flat.total
    if !flat.isNumeric.isEmpty, !flat.isNumeric[0] { total[0] = "total" }
    return ([flat.columns] + flat.rows + [total])
      .map { $0.map(quoted).joined(separator: ",") + "\r\n" }
      .joined()
  }

  /// Quoted where it must be. A cell that a spreadsheet would take for a formula gets a leading
  /// apostrophe: names come from switches, which anybody may name things on.
  private static func quoted(_ cell: String) -> String {
    var text = cell
    if let first = text.first, "=@\t\r".contains(first) || isFormulaLike(text) { text = "'" + text }
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  private static func isFormulaLike(_ text: String) -> Bool {
    guard let first = text.first, first == "+" || first == "-" else { return false }
    return Double(text) == nil
  }
}
