import ContactCenter

/// Understands the fields of a row: names, moments, durations, outcome.
///
/// What an outcome does not need is not read: the service times of a hang-up are ignored, whatever
/// they say.
struct RowReader {
  private let table: BoundMapping
  private var clock: WallClock

  init(_ table: BoundMapping, clock: WallClock) {
    self.table = table
    self.clock = clock
  }

  /// - Throws: why the row goes into the quarantine.
  mutating func call(from fields: [String]) throws(ImportReason) -> FinishedCall {
    let fields = try squared(fields)
    let outcome = try outcome(fields)
    let id = try callID(fields)
    guard outcome != .ignored else {
      return FinishedCall(id: id, outcome: outcome, received: Timestamp())
    }
    var call = FinishedCall(id: id, outcome: outcome, received: try received(fields))
    try readNames(fields, into: &call)
    try readWaiting(fields, into: &call)
    if outcome == .answered { try readService(fields, into: &call) }
    if outcome == .phantom { call.ended = call.queueLeft ?? call.queued ?? call.menuLeft }
    return call
  }

  // MARK: Names

  /// The fields, one a column. More are tolerated where they are empty.
  private func squared(_ fields: [String]) throws(ImportReason) -> [String] {
    let count = table.columns.count
    guard fields.count >= count, fields[count...].allSatisfy(\.isEmpty) else {
      throw ImportReason(
        "wrong_field_count", "the row has \(fields.count) fields, the table \(count) columns")
    }
    return fields
  }

  private func outcome(_ fields: [String]) throws(ImportReason) -> TableMapping.Outcome {
    let value = text(table.outcome, fields)
    if let outcome = table.mapping.outcomes[value] { return outcome }
    let known = table.mapping.outcomes.keys.sorted().joined(separator: ", ")
    throw ImportReason("unknown_outcome", "the outcome is none of the mapping's: \(known)")
  }

  private func callID(_ fields: [String]) throws(ImportReason) -> String {
    let parts = table.callID.map { fields[$0] }
    guard parts.contains(where: { !$0.isEmpty }) else {
      throw ImportReason("no_call_id", "the columns that name the call are empty")
    }
    let id = parts.joined(separator: "-")
    try ImportReason.refuseControls(in: id)
    return id
  }

  private func readNames(
    _ fields: [String], into call: inout FinishedCall
  ) throws(ImportReason) {
    call.queue = try name(.queue, fields)
    call.agent = try name(.agent, fields)
    call.customer = try name(.customer, fields)
    call.from = try name(.from, fields)
    call.to = try name(.to, fields)
    call.reason = try name(.reason, fields)
    call.menu = try name(.menu, fields)
    if let text = value(.priority, fields) {
      guard let priority = ClockTime.decimal(text[...], scale: 1), abs(priority) <= 1_000_000
      else { throw ImportReason("bad_priority", "the priority is no number up to a million") }
      call.priority = priority
    }
    if let text = value(.endedBy, fields), let party = table.mapping.endings[text] {
      call.endedBy = party
    }
  }

  private func name(
    _ field: TableMapping.TextField, _ fields: [String]
  ) throws(ImportReason) -> String? {
    guard let text = value(field, fields) else { return nil }
    guard text.utf8.count <= ImportLimits.nameBytesMax else {
      throw .nameTooLong("`\(field.rawValue)`")
    }
    try ImportReason.refuseControls(in: text)
    return text
  }

  private func value(_ field: TableMapping.TextField, _ fields: [String]) -> String? {
    guard let slot = table.texts[field] else { return nil }
    return present(text(slot, fields), field.rawValue)
  }

  private func text(_ slot: BoundMapping.Slot, _ fields: [String]) -> String {
    switch slot {
    case .column(let index): fields[index]
    case .constant(let text): text
    }
  }

  private func present(_ text: String, _ field: String) -> String? {
    text.isEmpty || table.mapping.blanks[field]?.contains(text) == true ? nil : text
  }

  // MARK: Times

  private mutating func received(_ fields: [String]) throws(ImportReason) -> Timestamp {
    guard let index = table.moments[.received], let text = present(fields[index], "received") else {
      throw ImportReason("no_arrival", "the row does not say when the call came in")
    }
    var day: Int64?
    if let column = table.date {
      day = table.mapping.dates.lazy.compactMap { $0.days(fields[column][...]) }.first
      guard day != nil else { throw bad(.received, "date") }
    }
    guard let instants = instants(text, days: day.map { [$0] } ?? []), let first = instants.first
    else { throw bad(.received, "time") }
    return try checked(first)
  }

  private mutating func readWaiting(
    _ fields: [String], into call: inout FinishedCall
  ) throws(ImportReason) {
    let menu = try span(.menu, fields)
    call.menuLeft = try moment(.menuLeft, fields, after: call.received, by: menu)
    if table.moments[.queued] == nil, call.outcome != .phantom {
      call.queued = call.received
    } else {
      call.queued = try moment(.queued, fields, after: call.menuLeft ?? call.received, by: nil)
    }
    guard let queued = call.queued else { return }
    call.waitMilliseconds = try span(.wait, fields).map { max($0, 0) }
    let left = try moment(.queueLeft, fields, after: queued, by: call.waitMilliseconds)
    call.queueLeft = left ?? call.waitMilliseconds.map { queued.adding(milliseconds: $0) }
  }

  private mutating func readService(
    _ fields: [String], into call: inout FinishedCall
  ) throws(ImportReason) {
    call.ringMilliseconds = try span(.ring, fields).map { max($0, 0) }
    call.talkMilliseconds = try span(.talk, fields).map { max($0, 0) }
    call.holdMilliseconds = try span(.hold, fields).map { max($0, 0) }
    call.wrapMilliseconds = try span(.wrap, fields).map { max($0, 0) }
    let expected = call.queueLeft ?? call.queued ?? call.menuLeft ?? call.received
    let service = call.talkMilliseconds.map { $0 + (call.holdMilliseconds ?? 0) }
    call.answered = try moment(
      .answered, fields, after: expected, by: call.queueLeft == nil ? nil : 0)
    call.ended = try moment(.ended, fields, after: call.answered ?? expected, by: service)
    if call.answered == nil, let ended = call.ended, let service {
      call.answered = ended.adding(milliseconds: -service)
    }
    let answered = call.answered ?? expected
    call.answered = answered
    call.ended = call.ended ?? answered.adding(milliseconds: service ?? 0)
  }

  private func span(
    _ span: TableMapping.Span, _ fields: [String]
  ) throws(ImportReason) -> Int64? {
    guard let index = table.spans[span], let text = present(fields[index], span.rawValue) else {
      return nil
    }
    let value: Int64? =
      switch table.mapping.unit {
      case .seconds: ClockTime.decimal(text[...], scale: 1_000)
      case .milliseconds: ClockTime.decimal(text[...], scale: 1)
      case .clock: ClockTime.duration(text[...])
      }
    guard let value, abs(value) <= ImportLimits.spanMillisecondsMax else {
      throw ImportReason(
        "bad_duration", "`\(table.columns[index])` is no duration in \(table.mapping.unit.rawValue)"
      )
    }
    return value
  }

  /// A moment after another one: where the table gives the duration between them, the day on which
  /// the clock's reading is nearest to it; else the first reading that is not more than an hour
  /// before (clocks disagree by seconds, and a menu of minus 57 s has been seen).
  private mutating func moment(
    _ moment: TableMapping.Moment, _ fields: [String], after anchor: Timestamp, by span: Int64?
  ) throws(ImportReason) -> Timestamp? {
    guard let index = table.moments[moment], let text = present(fields[index], moment.rawValue)
    else { return nil }
    let expected = anchor.milliseconds + (span ?? 0)
    let day = clock.localSeconds(at: expected.floorDivided(by: 1_000))
      .floorDivided(by: WallClock.secondsPerDay)
    guard let instants = instants(text, days: [day - 1, day, day + 1]), !instants.isEmpty else {
      throw bad(moment, "time")
    }
    let tolerance: Int64 = 3_600_000
    let candidates = span == nil ? instants.filter { $0 >= expected - tolerance } : instants
    let best = (candidates.isEmpty ? instants : candidates)
      .min { abs($0 - expected) < abs($1 - expected) }
    return try best.map(checked)
  }

  /// The instants in milliseconds that a text may mean; nil where it is no such time.
  private mutating func instants(_ text: String, days: [Int64]) -> [Int64]? {
    switch table.mapping.times {
    case .timeOfDay:
      guard let time = ClockTime.milliseconds(text[...]) else { return nil }
      return days.flatMap { local($0, time) }
    case .datetime: return datetime(text)
    case .epoch: return ClockTime.decimal(text[...], scale: 1_000).map { [$0] }
    case .epochMilliseconds: return ClockTime.decimal(text[...], scale: 1).map { [$0] }
    }
  }

  private mutating func local(_ day: Int64, _ milliseconds: Int64) -> [Int64] {
    let seconds = day * WallClock.secondsPerDay + milliseconds / 1_000
    return clock.instants(localSeconds: seconds).map { $0 * 1_000 + milliseconds % 1_000 }
  }

  /// `date[ T]time[Z|±hh:mm]`.
  private mutating func datetime(_ text: String) -> [Int64]? {
    guard let gap = text.firstIndex(where: { $0 == " " || $0 == "T" }) else { return nil }
    let date = text[..<gap]
    var time = text[text.index(after: gap)...]
    let offset = Self.offset(takenFrom: &time)
    guard let day = table.mapping.dates.lazy.compactMap({ $0.days(date) }).first,
      let milliseconds = ClockTime.milliseconds(time)
    else { return nil }
    guard let offset else { return local(day, milliseconds) }
    return [day * WallClock.secondsPerDay * 1_000 + milliseconds - offset]
  }

  /// The offset at the end of a time in milliseconds, or nil where it has none.
  private static func offset(takenFrom time: inout Substring) -> Int64? {
    if time.last == "Z" {
      time.removeLast()
      return 0
    }
    guard let sign = time.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return nil }
    let digits = time[time.index(after: sign)...]
    let spelled =
      digits.contains(":") || digits.count != 4 ? digits : digits.prefix(2) + ":" + digits.suffix(2)
    guard let offset = ClockTime.milliseconds(spelled[...]) else { return nil }
    let isBehind = time[sign] == "-"
    time = time[..<sign]
    return isBehind ? -offset : offset
  }

  private func checked(_ milliseconds: Int64) throws(ImportReason) -> Timestamp {
    guard
      (ImportLimits.earliestMilliseconds..<ImportLimits.latestMilliseconds).contains(milliseconds)
    else { throw .outOfTime }
    return Timestamp(milliseconds: milliseconds)
  }

  private func bad(_ moment: TableMapping.Moment, _ what: String) -> ImportReason {
    let index = what == "date" ? table.date : table.moments[moment]
    let column = index.map { table.columns[$0] } ?? moment.rawValue
    return ImportReason(
      "bad_\(what)", "`\(column)` is no \(what) as the mapping says it is written")
  }
}
