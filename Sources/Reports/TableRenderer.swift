/// A report as columns for people: names to the left, numbers to the right.
enum TableRenderer {
  static func render(_ report: Report) -> String {
    let flat = FlatRows(report)
    var total = flat.total
    if !flat.isNumeric.isEmpty, !flat.isNumeric[0] { total[0] = "total" }
    let lines = [flat.columns] + flat.rows + [total]
    let widths = flat.columns.indices.map { column in
      lines.map { $0[column].count }.max() ?? 0
    }
    return lines.map { line in
      let cells = line.indices.map { column in
        padded(line[column], to: widths[column], isNumeric: flat.isNumeric[column])
      }
      var text = cells.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }.joined()
  }

  private static func padded(_ cell: String, to width: Int, isNumeric: Bool) -> String {
    let gap = String(repeating: " ", count: width - cell.count)
    return isNumeric ? gap + cell : cell + gap
  }
}
