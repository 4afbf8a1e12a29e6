import ContactCenter

extension ReportOptions {
  /// Cuts spans to the range and at the boundaries of intervals, in ascending order; whole where no
  /// interval is asked for.
  func pieces(of set: SpanSet) -> [CalendarDays.Span] {
    let range = CalendarDays.Span(
      start: from ?? Timestamp(milliseconds: .min), end: to ?? Timestamp(milliseconds: .max))
    let inRange = set.intersection(SpanSet([range]))
    guard let interval else { return inRange.spans }
    var pieces: [CalendarDays.Span] = []
    for span in inRange.spans {
      var start = span.start
      while start < span.end {
        let end = min(span.end, interval.span(containing: start, in: calendar).end)
        pieces.append(CalendarDays.Span(start: start, end: end))
        start = end
      }
    }
    return pieces
  }
}
