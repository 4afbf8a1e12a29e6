package import ContactCenter

/// Instants as disjoint spans [start, end) in ascending order: sets of time, and what is common to
/// them, taken together, or left.
package struct SpanSet: Sendable, Equatable {
  /// In ascending order; none touches the next.
  package private(set) var spans: [CalendarDays.Span] = []

  /// No time at all.
  package init() {}

  /// The instants of spans in any order, that may overlap; those that end before they begin are
  /// left out.
  package init(_ spans: some Sequence<CalendarDays.Span>) {
    for span in spans.sorted(by: { $0.start < $1.start }) where span.start < span.end {
      if let last = self.spans.last, span.start <= last.end {
        self.spans[self.spans.count - 1].end = max(last.end, span.end)
      } else {
        self.spans.append(span)
      }
    }
  }

  private init(sorted spans: [CalendarDays.Span]) {
    self.spans = spans
  }

  package var isEmpty: Bool { spans.isEmpty }

  /// The length of all spans together.
  package var milliseconds: Int64 {
    spans.reduce(0) { $0 + $1.end.millisecondsSince($1.start) }
  }

  /// The instants of either. Cost: both sorted anew.
  package func union(_ other: SpanSet) -> SpanSet {
    SpanSet(spans + other.spans)
  }

  /// The instants of both. Cost: one pass over the two.
  package func intersection(_ other: SpanSet) -> SpanSet {
    var common: [CalendarDays.Span] = []
    var left = 0
    var right = 0
    while left < spans.count, right < other.spans.count {
      let start = max(spans[left].start, other.spans[right].start)
      let end = min(spans[left].end, other.spans[right].end)
      if start < end { common.append(CalendarDays.Span(start: start, end: end)) }
      if spans[left].end <= other.spans[right].end { left += 1 } else { right += 1 }
    }
    return SpanSet(sorted: common)
  }

  /// The instants of this one that are not in the other. Cost: one pass over the two.
  package func subtracting(_ other: SpanSet) -> SpanSet {
    var rest: [CalendarDays.Span] = []
    var index = 0
    for span in spans {
      var start = span.start
      while index < other.spans.count, other.spans[index].end <= start { index += 1 }
      var next = index
      while next < other.spans.count, other.spans[next].start < span.end {
        let gap = other.spans[next]
        if start < gap.start { rest.append(CalendarDays.Span(start: start, end: gap.start)) }
        start = max(start, gap.end)
        next += 1
      }
      if start < span.end { rest.append(CalendarDays.Span(start: start, end: span.end)) }
    }
    return SpanSet(sorted: rest)
  }
}
