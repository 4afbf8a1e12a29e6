package import ContactCenter

/// The rows of a projection by table and key, as a store would hold them: filled by draining, and
/// given back to a new projection.
package struct ProjectionStore: Sendable, Equatable {
  package private(set) var tables: [String: [String: RowImage]] = [:]

  package init() {}

  /// Takes over what has changed in a projection, and lets it forget what it need not hold.
  package mutating func drain(_ projection: inout some Projection) {
    var visitor = Drainer(tables: tables)
    projection.forEachTable(&visitor)
    tables = visitor.tables.filter { !$0.value.isEmpty }
    var evictor = Evictor()
    projection.forEachTable(&evictor)
  }

  /// A projection that goes on from these rows.
  package func restore<P: Projection>(_ type: P.Type, calendar: CalendarDays = .utc) -> P {
    var projection = P(calendar: calendar)
    attach(to: &projection)
    projection.didRestore()
    return projection
  }

  /// Gives a projection the rows of memory tables, and a source for the others.
  package func attach(to projection: inout some Projection) {
    var visitor = Restorer(tables: tables, source: ImageSource(tables))
    projection.forEachTable(&visitor)
  }

  /// Lets a projection that goes on find the rows that it has forgotten.
  package func refreshSource(of projection: inout some Projection) {
    var visitor = SourceSetter(source: ImageSource(tables))
    projection.forEachTable(&visitor)
  }

  /// All rows of a table, typed, in the order of their keys.
  package func rows<Row: ViewRow>(_ table: String, _ type: Row.Type) -> [Row] {
    (tables[table] ?? [:]).sorted { $0.key < $1.key }.map { $0.value.payload(type) }
  }
}

private struct Drainer: TableVisitor {
  var tables: [String: [String: RowImage]]

  mutating func visit<Row: ViewRow>(_ table: inout RowTable<Row>) throws(Never) {
    let name = table.name
    table.drain { (key, row) throws(Never) in
      tables[name, default: [:]][key] = RowImage(row)
    } removed: { (key) throws(Never) in
      tables[name]?[key] = nil
    }
  }
}

private struct Evictor: TableVisitor {
  func visit<Row: ViewRow>(_ table: inout RowTable<Row>) throws(Never) {
    table.evict(keepingAtMost: 0)
  }
}

private struct Restorer: TableVisitor {
  let tables: [String: [String: RowImage]]
  let source: ImageSource

  func visit<Row: ViewRow>(_ table: inout RowTable<Row>) throws(Never) {
    guard table.traits.isResident else {
      table.source = source
      return
    }
    for (key, image) in tables[table.name] ?? [:] {
      table.restore(image.payload(Row.self), key: key)
    }
  }
}

private struct SourceSetter: TableVisitor {
  let source: ImageSource

  func visit<Row: ViewRow>(_ table: inout RowTable<Row>) throws(Never) {
    if !table.traits.isResident { table.source = source }
  }
}

private final class ImageSource: RowSource {
  private let tables: [String: [String: RowImage]]

  init(_ tables: [String: [String: RowImage]]) { self.tables = tables }

  func row<Row: ViewRow>(_ type: Row.Type, table: String, key: String) -> Row? {
    tables[table]?[key]?.payload(type)
  }
}
