import ContactCenter

/// Tallies by name, or by interval and name, and one of everything.
struct TallyGrid<Name: Hashable & Sendable, Tally: Sendable>: Sendable {
  private struct Cell: Hashable {
    let start: Timestamp
    let name: Name
  }

  private let options: ReportOptions
  private let blank: Tally
  private var tallies: [Cell: Tally] = [:]
  private var ends: [Timestamp: Timestamp] = [:]
  private var total: Tally
  private var lastSpan: CalendarDays.Span?

  init(options: ReportOptions, blank: Tally) {
    self.options = options
    self.blank = blank
    total = blank
  }

  /// Applies the change to the tally of the name (and interval) and to the total.
  mutating func update(_ name: Name, at time: Timestamp, _ change: (inout Tally) -> Void) {
    let cell = Cell(start: start(of: time), name: name)
    let blank = blank
    change(&tallies[cell, default: blank])
    change(&total)
  }

  func report(
    order: (Name, Name) -> Bool, name: (Name) -> ReportField,
    fields: (Tally) -> [ReportField]
  ) -> Report {
    let cells = tallies.sorted { left, right in
      left.key.start == right.key.start
        ? order(left.key.name, right.key.name) : left.key.start < right.key.start
    }
    return Report(
      rows: cells.map { [name($0.key.name)] + bounds($0.key.start) + fields($0.value) },
      total: fields(total))
  }

  /// The interval's beginning; the same for everything where no interval is asked for.
  private mutating func start(of time: Timestamp) -> Timestamp {
    guard let interval = options.interval else { return Timestamp() }
    if let lastSpan, lastSpan.contains(time) { return lastSpan.start }
    let span = interval.span(containing: time, in: options.calendar)
    lastSpan = span
    ends[span.start] = span.end
    return span.start
  }

  private func bounds(_ start: Timestamp) -> [ReportField] {
    guard let end = ends[start] else { return [] }
    return [
      ReportField("start", .text(options.calendar.text(of: start))),
      ReportField("end", .text(options.calendar.text(of: end))),
    ]
  }
}
