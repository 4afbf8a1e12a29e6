/// What an agent has done on one day; void for a reader from its end on.
package struct AgentDay: Payload {
  package var start = Timestamp()
  package var end = Timestamp()
  package var counts = HandlingCounts()

  package init() {}

  package init(_ span: CalendarDays.Span) {
    start = span.start
    end = span.end
  }

  package mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("start", &start, "Its first instant.")
    fields.required("end", &end, "The first instant after it.")
    counts.describe(&fields)
  }

  /// Counts what does not lie before the day. One that lies after it needs a new day first.
  mutating func countIfNotBefore(_ time: Timestamp, _ count: (inout HandlingCounts) -> Void) {
    if start <= time { count(&counts) }
  }
}
