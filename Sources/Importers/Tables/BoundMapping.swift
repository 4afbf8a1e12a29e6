/// A mapping with its columns found in a file's header.
struct BoundMapping: Sendable {
  /// Where a value of a row comes from.
  enum Slot: Sendable {
    case column(Int)
    case constant(String)
  }

  let mapping: TableMapping
  let columns: [String]
  private(set) var callID: [Int] = []
  private(set) var date: Int?
  private(set) var texts: [TableMapping.TextField: Slot] = [:]
  private(set) var moments: [TableMapping.Moment: Int] = [:]
  private(set) var spans: [TableMapping.Span: Int] = [:]
  private(set) var outcome: Slot = .constant("")

  /// - Throws: every column that the mapping names and the header lacks, or has twice.
  init(_ mapping: TableMapping, columns: [String]) throws(MappingFailure) {
    self.mapping = mapping
    self.columns = columns
    var problems: [MappingFailure.Problem] = []
    let find = { (column: String, key: String) -> Int in
      let found = columns.indices.filter { columns[$0] == column }
      if found.count != 1 {
        let fault = found.isEmpty ? "is no column of the file" : "is a column of the file twice"
        problems.append(
          .init(
            line: nil, key: key,
            message: "names `\(column)`, which \(fault); it has: "
              + columns.joined(separator: ", ")))
      }
      return found.first ?? 0
    }
    let slot = { (origin: TableMapping.Origin, key: String) -> Slot in
      switch origin {
      case .column(let column): .column(find(column, key))
      case .constant(let text): .constant(text)
      }
    }
    callID = mapping.callID.map { find($0, "call.id") }
    date = mapping.date.map { find($0, "clock.date") }
    for (field, origin) in mapping.texts { texts[field] = slot(origin, "call.\(field.rawValue)") }
    for (moment, column) in mapping.moments {
      moments[moment] = find(column, "moments.\(moment.rawValue)")
    }
    for (span, column) in mapping.spans { spans[span] = find(column, "durations.\(span.rawValue)") }
    outcome = slot(mapping.outcome, "outcome.column")
    problems.sort { ($0.key, $0.message) < ($1.key, $1.message) }
    guard problems.isEmpty else { throw MappingFailure(problems) }
  }

  /// The numbers of the columns that hold personal data and no identifier: no id is made of them.
  var personalColumns: Set<Int> {
    guard case .column(let index)? = texts[.from] else { return [] }
    return callID.contains(index) ? [] : [index]
  }
}
