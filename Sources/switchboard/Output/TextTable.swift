/// Rows of text in aligned columns.
///
/// The first column is set to the left, the others to the right, where numbers belong. Control
/// characters, which could move a terminal's cursor, are shown as points.
struct TextTable {
  private let header: [String]
  private var rows: [[String]] = []

  init(_ header: [String]) {
    self.header = header
  }

  mutating func add(_ row: [String]) {
    rows.append(row.map(\.printable))
  }

  var text: String {
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    return ([header] + rows).map { line($0, widths) + "\n" }.joined()
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      let padding = String(repeating: " ", count: widths[column] - cell.count)
      line += column == 0 ? cell + padding : "  " + padding + cell
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}

extension String {
  /// The text with a point for each control character: C0, DEL and C1.
  var printable: String {
    let isControl = { (scalar: Unicode.Scalar) in
      scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    }
    guard unicodeScalars.contains(where: isControl) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { isControl($0) ? "·" : $0 }))
  }
}
