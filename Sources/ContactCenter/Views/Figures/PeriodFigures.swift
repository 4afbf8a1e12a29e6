/// Counters of queue visits in a span of time: a day, or an interval.
///
/// Something counts when it happens, so that offered and answered of the same call may lie in two
/// spans. A span that is over stands until something happens in a later one: a reader shows it only
/// while the time is before `end`.
public struct PeriodFigures: Payload {
  public var start = Timestamp()
  public var end = Timestamp()
  public var counts = VisitCounts()

  public init() {}

  /// An empty span.
  public init(_ span: CalendarDays.Span) {
    start = span.start
    end = span.end
  }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("start", &start, "Its first instant.")
    fields.required("end", &end, "The first instant after it.")
    counts.describe(&fields)
  }

  /// Counts what does not lie before the span. One that lies after it needs a new span first.
  mutating func countIfNotBefore(_ time: Timestamp, _ count: (inout VisitCounts) -> Void) {
    if start <= time { count(&counts) }
  }
}
