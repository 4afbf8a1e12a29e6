import ContactCenter

/// The rows of a table on their way to events.
struct TableRows {
  private let bytes: [UInt8]
  private let source: String
  private let prefix: String
  private let bound: BoundMapping
  private let readerAtRows: DelimitedReader
  private let headerLines: Int
  private var rows: RowReader

  init(
    _ bytes: [UInt8], mapping: TableMapping, source: String
  ) throws(CallTableImporter.Failure) {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= ImportLimits.tableBytesMax else { throw .tooLarge(bytes: bytes.count) }
    if let format = ForeignFormat(firstBytes: bytes) { throw .foreign(format) }
    self.bytes = bytes
    self.source = source
    prefix = source == mapping.source ? "" : source + "/"
    var reader = DelimitedReader(
      bytes: bytes, separator: mapping.separator, hasQuotes: mapping.hasQuotes)
    headerLines = mapping.columns == nil ? 1 : 0
    let columns: [String]
    if let given = mapping.columns {
      columns = given
    } else {
      columns = try Self.header(&reader)
    }
    readerAtRows = reader
    do {
      bound = try BoundMapping(mapping, columns: columns)
    } catch {
      if let mismatch = SeparatorMismatch(in: bytes, mapping: mapping) {
        throw .separator(mismatch)
      }
      throw .mapping(error)
    }
    if mapping.columns != nil, let mismatch = SeparatorMismatch(in: bytes, mapping: mapping) {
      throw .separator(mismatch)
    }
    guard let clock = WallClock(zone: mapping.zone) else {
      throw .mapping(MappingFailure([.init(line: nil, key: "clock.zone", message: "is unknown")]))
    }
    rows = RowReader(bound, clock: clock)
  }

  private static func header(
    _ reader: inout DelimitedReader
  ) throws(CallTableImporter.Failure) -> [String] {
    switch reader.next()?.fields {
    case nil: throw .empty
    case .success([""]): throw .header(ImportReason("no_header", "it is blank"))
    case .success(let names): return names
    case .failure(let problem): throw .header(problem.reason)
    }
  }

  /// Reads every row once: finds the order of their events, and writes what is none into the books.
  mutating func plan(
    _ ledger: inout ImportLedger, progress: (Double) -> Void
  ) throws(CallTableImporter.Failure) -> TablePlan {
    var plan = TablePlan()
    var identity = LineIdentity()
    var reader = readerAtRows
    var latest = Timestamp()
    for _ in 0..<headerLines { ledger.ignore(rule: "header") }
    while let record = reader.next() {
      if case .success([""]) = record.fields {
        ledger.ignore(rule: "blank line")
        continue
      }
      guard plan.rows.count < ImportLimits.tableRowsMax else { throw .tooManyRows }
      let id = identity.id(of: hashed(record), second: 0)
      do throws(ImportReason) {
        var call = try call(of: record)
        guard call.outcome != .ignored else {
          ledger.ignore(rule: "outcome that is no call")
          continue
        }
        let incarnation = plan.incarnation(ofCall: call.id)
        call.id = name(of: call, incarnation: incarnation)
        guard call.id.utf8.count <= ImportLimits.nameBytesMax else {
          throw .nameTooLong("the call")
        }
        latest = call.received
        plan.add(
          .init(
            offset: record.range.lowerBound, line: record.line, id: id, incarnation: incarnation),
          times: try call.events().map(\.time))
        ledger.admit()
      } catch {
        ledger.quarantine(line(record), id: id, at: latest, reason: error)
      }
      if plan.rows.count % 10_000 == 0 {
        progress(Double(record.range.lowerBound) / Double(bytes.count))
      }
    }
    plan.sort()
    return plan
  }

  /// Makes the events of a planned row.
  mutating func events(of row: TablePlan.Row) -> [ImportedEvent] {
    var reader = DelimitedReader(readerAtRows, at: row.offset, line: row.line)
    guard let record = reader.next(), let call = try? call(of: record),
      let events = try? call.events()
      // A planned row was read before: the same bytes cannot fail now.
    else { preconditionFailure("a planned row does not read as before") }
    let stream = StreamName(.call, name(of: call, incarnation: row.incarnation))
    let line = line(record)
    return events.enumerated().map { index, planned in
      ImportedEvent(
        stream: stream, event: .call(planned.event), id: row.id.eventID(index), source: source,
        time: planned.time, line: line)
    }
  }

  private mutating func call(of record: DelimitedRecord) throws(ImportReason) -> FinishedCall {
    do {
      return try rows.call(from: try record.fields.get())
    } catch let problem as DelimitedRecord.Problem {
      throw problem.reason
    } catch let reason as ImportReason {
      throw reason
    } catch {
      throw ImportReason("unreadable", "the row cannot be read")
    }
  }

  private func name(of call: FinishedCall, incarnation: UInt32) -> String {
    prefix + call.id + (incarnation > 1 ? "~\(incarnation)" : "")
  }

  /// What a row's id is made of: its bytes, without the columns that are personal.
  private func hashed(_ record: DelimitedRecord) -> [UInt8] {
    let personal = bound.personalColumns
    guard !personal.isEmpty, case .success(let fields) = record.fields else {
      return Array(bytes[record.range])
    }
    return fields.indices.filter { !personal.contains($0) }
      .flatMap { Array(fields[$0].utf8) + [0x1F] }
  }

  private func line(_ record: DelimitedRecord) -> SourceLine {
    SourceLine(number: record.line, bytes: Array(bytes[record.range]))
  }
}
