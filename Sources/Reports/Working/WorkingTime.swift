package import ContactCenter

/// How one agent spent the recorded time: fed with spans in any order, then taken apart.
///
/// Time is the wall clock's; two calls at once count once. The day is the time of recorded
/// sessions; of an agent without any, the time of presences other than offline. It falls into four
/// parts that never overlap and together are the day:
///
/// - on contact: talking, holding or wrapping up;
/// - idle: available, and not on contact (a call that rings is idle time, as at Amazon Connect);
/// - productive: administration, training or a meeting, and not on contact;
/// - other: breaks, lunch, offline, or no presence chosen.
///
/// A scheduled shift is adhered to while the agent is what it says; being on contact counts as
/// being available.
package struct WorkingTime: Sendable {
  private var contacts: [CalendarDays.Span] = []
  private var sessions: [CalendarDays.Span] = []
  private var presences: [Presence: [CalendarDays.Span]] = [:]
  private var shifts: [Presence: [CalendarDays.Span]] = [:]

  /// Nothing known yet.
  package init() {}

  /// Adds a call's part: by the clock, or as long as its source says it took, whichever is longer.
  package mutating func add(_ segment: SegmentRow) {
    guard segment.outcome != .missed else { return }
    let reported = segment.startedAt.adding(milliseconds: segment.handleMilliseconds)
    let end = segment.outcome == .open ? Self.open : max(segment.endedAt ?? reported, reported)
    contacts.append(CalendarDays.Span(start: segment.startedAt, end: end))
  }

  /// Adds a session or presence.
  package mutating func add(_ span: WorkingSpanRow) {
    let time = CalendarDays.Span(start: span.startedAt, end: span.endedAt ?? Self.open)
    switch (span.kind, span.presence) {
    case (.session, _): sessions.append(time)
    case (.presence, let presence?): presences[presence, default: []].append(time)
    case (.presence, nil): break
    }
  }

  /// Adds a scheduled shift.
  package mutating func add(_ shift: ShiftRow) {
    shifts[shift.presence, default: []].append(
      CalendarDays.Span(start: shift.start, end: shift.end))
  }

  private static let open = Timestamp(milliseconds: .max)

  /// The parts of the agent's day.
  package struct Parts: Sendable, Equatable {
    /// Recorded sessions, or presences other than offline.
    package var day = SpanSet()
    package var onContact = SpanSet()
    package var idle = SpanSet()
    package var productive = SpanSet()
    package var other = SpanSet()
    package var scheduled = SpanSet()
    package var adherent = SpanSet()
  }

  /// The day taken apart, as far as it lies before an instant, at which what is open ends. Cost:
  /// sorts the spans.
  package func parts(until latest: Timestamp) -> Parts {
    var parts = Parts()
    let past = SpanSet([CalendarDays.Span(start: Timestamp(milliseconds: .min), end: latest)])
    let present = presences.filter { $0.key != .offline }.values.joined()
    parts.day = SpanSet(sessions.isEmpty ? Array(present) : sessions).intersection(past)
    let busy = SpanSet(contacts)
    parts.onContact = parts.day.intersection(busy)
    let free = parts.day.subtracting(busy)
    parts.idle = free.intersection(SpanSet(presences[.available] ?? []))
    for presence in [Presence.admin, .training, .meeting] {
      let spans = free.intersection(SpanSet(presences[presence] ?? []))
      parts.productive = parts.productive.union(spans)
    }
    parts.other = free.subtracting(parts.idle).subtracting(parts.productive)
    for (presence, spans) in shifts {
      let wanted = SpanSet(spans).intersection(past)
      parts.scheduled = parts.scheduled.union(wanted)
      parts.adherent = parts.adherent.union(wanted.intersection(kept(presence, parts)))
    }
    return parts
  }

  /// When the agent was what a shift says.
  private func kept(_ presence: Presence, _ parts: Parts) -> SpanSet {
    if presence == .available { return parts.onContact.union(parts.idle) }
    return SpanSet(presences[presence] ?? []).subtracting(SpanSet(contacts))
  }
}
