/// What an agent has done on one day; void for a reader from its end on.
public struct AgentDay: Payload {
  public var start = Timestamp()
  public var end = Timestamp()
  public var counts = HandlingCounts()

  public init() {}

  public init(_ span: CalendarDays.Span) {
    start = span.start
    end = span.end
  }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("start", &start, "Its first instant.")
    fields.required("end", &end, "The first instant after it.")
    counts.describe(&fields)
  }

  /// Counts what does not lie before the day. One that lies after it needs a new day first.
  mutating func countIfNotBefore(_ time: Timestamp, _ count: (inout HandlingCounts) -> Void) {
    if start <= time { count(&counts) }
  }
}
