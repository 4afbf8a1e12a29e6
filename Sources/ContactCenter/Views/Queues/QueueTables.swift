/// The rows of queues and what is kept to fill them.
struct QueueTables: ContactSink {
  let calendar: CalendarDays
  var queues = RowTable<QueueRow>("queues", .published)
  var histograms = RowTable<WaitHistogramRow>("waits", .private)
  /// Follows from the open visits; see `QueuesProjection.didRestore`.
  var lines: [QueueID: WaitingLine] = [:]

  private static let intervalMilliseconds: Int64 = 900_000

  init(calendar: CalendarDays) {
    self.calendar = calendar
  }

  mutating func apply(_ event: QueueEvent, to queue: QueueID) {
    queues.update(queue.rawValue, orInsert: { Self.blank(queue) }) { row in
      switch event {
      case .configured(let settings): row.configure(settings)
      case .opened: row.isOpen = true
      case .closed: row.isOpen = false
      case .skillsRequired: break
      }
    }
  }

  mutating func visitOpened(_ visit: OpenVisit, of origin: ContactOrigin, at moment: Moment) {
    lines[visit.queue, default: WaitingLine()].enter(visit)
    let line = lines[visit.queue]
    count(in: visit.queue, at: moment.time) { counts, _ in
      counts.offered += 1
    } andChange: { row in
      row.waiting += 1
      row.show(line)
    }
  }

  mutating func visitClosed(_ visit: OpenVisit, of origin: ContactOrigin, end: VisitEnd) {
    lines[visit.queue]?.leave(visit)
    let line = lines[visit.queue]
    let waits = end.outcome == .answered ? addWait(end.waitMilliseconds, in: visit.queue) : nil
    count(in: visit.queue, at: end.moment.time) { counts, standard in
      switch end.outcome {
      case .answered:
        counts.countAnswer(waitMilliseconds: end.waitMilliseconds, standard: standard)
      case .abandoned:
        counts.countAbandon(waitMilliseconds: end.waitMilliseconds, standard: standard)
      case .exited, .menu, .waiting: counts.otherExits += 1
      }
    } andChange: { row in
      row.waiting -= 1
      row.show(line)
      if let waits { row.waits = waits }
    }
  }

  mutating func menuAbandoned(_ origin: ContactOrigin, at moment: Moment) {
    guard let queue = origin.queueHint else { return }
    queues.update(queue.rawValue, orInsert: { Self.blank(queue) }) { $0.menuAbandoned += 1 }
  }

  mutating func holdAbandoned(
    _ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment
  ) {
    guard let queue = segment.queue else { return }
    queues.update(queue.rawValue, orInsert: { Self.blank(queue) }) { $0.holdAbandoned += 1 }
  }

  private mutating func addWait(_ milliseconds: Int64, in queue: QueueID) -> WaitFigures? {
    histograms.update(queue.rawValue, orInsert: WaitHistogramRow.init) { histogram in
      histogram.add(milliseconds: milliseconds)
      return histogram.figures
    }
  }

  /// Counts the same in the queue's totals, in its day and in its interval. What is older than the
  /// day or interval under way counts in the totals alone.
  private mutating func count(
    in queue: QueueID, at time: Timestamp, _ count: (inout VisitCounts, ServiceStandard) -> Void,
    andChange change: (inout QueueRow) -> Void
  ) {
    let calendar = calendar
    queues.update(queue.rawValue, orInsert: { Self.blank(queue) }) { row in
      let standard = row.standard
      count(&row.counts, standard)
      if row.today.map({ $0.end <= time }) ?? true {
        row.today = PeriodFigures(calendar.day(containing: time))
      }
      if row.interval.map({ $0.end <= time }) ?? true {
        row.lastInterval = row.interval
        row.interval = PeriodFigures(Self.interval(containing: time))
      }
      row.today?.countIfNotBefore(time) { count(&$0, standard) }
      row.interval?.countIfNotBefore(time) { count(&$0, standard) }
      change(&row)
    }
  }

  private static func interval(containing time: Timestamp) -> CalendarDays.Span {
    let length = intervalMilliseconds
    let start = CalendarDays.floor(time.milliseconds, by: length) * length
    return CalendarDays.Span(
      start: Timestamp(milliseconds: start), end: Timestamp(milliseconds: start + length))
  }

  private static func blank(_ queue: QueueID) -> QueueRow {
    var row = QueueRow()
    row.queue = queue
    return row
  }
}

extension QueueRow {
  fileprivate mutating func show(_ line: WaitingLine?) {
    oldestWaitingSince = line?.oldest
    waitingSince = line?.latest(Self.waitingSinceMax) ?? []
  }

  fileprivate mutating func configure(_ settings: QueueEvent.Configured) {
    if let name = settings.name { self.name = name }
    if let seconds = settings.serviceLevelSeconds { standard.serviceLevelSeconds = seconds }
    if let target = settings.serviceLevelTarget { serviceLevelTarget = target }
    if let seconds = settings.shortAbandonSeconds { standard.shortAbandonSeconds = seconds }
    if let formula = settings.formula { self.formula = formula }
    if let seconds = settings.targetHandleSeconds { targetHandleSeconds = seconds }
    if let strategy = settings.strategy { self.strategy = strategy }
  }
}
