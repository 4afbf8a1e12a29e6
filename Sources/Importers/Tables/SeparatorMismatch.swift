/// A table whose first line is written with another separator than its mapping says.
package struct SeparatorMismatch: Error, Equatable, CustomStringConvertible {
  private static let tab = UInt8(ascii: "\t")
  private static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), tab]

  /// The mapping's.
  private let expected: UInt8
  /// The one that the first line seems to use.
  private let found: UInt8

  /// Nil where no other separator explains the first line better than the mapping's own.
  init?(in bytes: [UInt8], mapping: TableMapping) {
    let own = Fit(bytes, mapping.separator, mapping)
    let others = Self.candidates.filter { $0 != mapping.separator }
      .map { (separator: $0, fit: Fit(bytes, $0, mapping)) }
    guard
      let best = others.max(by: {
        ($0.fit.known, $0.fit.columns) < ($1.fit.known, $1.fit.columns)
      }),
      best.fit.known > own.known
        || (mapping.columns == nil && own.columns == 1 && best.fit.columns > 1)
    else { return nil }
    expected = mapping.separator
    found = best.separator
  }

  /// Both separators, and the line of the mapping that changes it.
  package var description: String {
    let setting =
      found == Self.tab
      ? "`table: {format: tsv}`"
      : "`table: {format: csv, separator: \"\(Character(Unicode.Scalar(found)))\"}`"
    return "the mapping says that \(Self.name(expected)) separates the columns, but the table's "
      + "first line seems to use \(Self.name(found)): put \(setting) into the mapping"
  }

  private static func name(_ separator: UInt8) -> String {
    separator == tab ? "a tab" : "`\(Character(Unicode.Scalar(separator)))`"
  }

  /// How well a separator explains the first line.
  private struct Fit {
    var columns = 0
    /// Columns that the mapping knows.
    var known = 0

    init(_ bytes: [UInt8], _ separator: UInt8, _ mapping: TableMapping) {
      var reader = DelimitedReader(
        bytes: bytes, separator: separator, hasQuotes: separator != tab)
      guard case .success(let fields)? = reader.next()?.fields else { return }
      columns = fields.count
      if let given = mapping.columns {
        known = given.count == columns ? columns : 0
      } else {
        known = mapping.namedColumns.intersection(fields).count
      }
    }
  }
}
