package import ContactCenter

/// How many agents each queue would have needed in each interval, by its own arrivals, handle times
/// and patience: fed row by row, in any order.
///
/// - Arrivals are the visits that entered the queue in the interval; their rate is per second of
///   the interval, which is shorter or longer where the zone's clock changes.
/// - The handle time is the mean of the segments taken from the interval's visits; of an interval
///   without any, the queue's mean over the whole range.
/// - Patience is the queue's over the whole range: all waits together over the number of hang-ups,
///   the likeliest mean of exponential patience when waits end by answers too. Without a hang-up it
///   is unknown, and so is Erlang A.
///
/// Memory: a few numbers for each queue and interval.
package struct StaffingReport: Sendable {
  private struct Cell: Hashable {
    let start: Timestamp
    let queue: QueueID
  }

  private struct Work {
    var calls: Int64 = 0
    var waitMilliseconds: Int64 = 0
    var abandoned: Int64 = 0
    var handled: Int64 = 0
    var handleMilliseconds: Int64 = 0

    mutating func add(_ other: Work) {
      calls += other.calls
      waitMilliseconds += other.waitMilliseconds
      abandoned += other.abandoned
      handled += other.handled
      handleMilliseconds += other.handleMilliseconds
    }

    var handleSeconds: Double? {
      handled > 0 && handleMilliseconds > 0
        ? Double(handleMilliseconds) / Double(handled) / 1_000 : nil
    }

    var patienceSeconds: Double? {
      guard abandoned > 0, waitMilliseconds > 0 else { return nil }
      return min(Double(waitMilliseconds) / Double(abandoned) / 1_000, 86_400)
    }
  }

  private let options: ReportOptions
  private let interval: ReportInterval
  private let target: StaffingTarget
  private var cells: [Cell: Work] = [:]
  private var ends: [Timestamp: Timestamp] = [:]

  /// - Parameter options: an interval of half an hour where none is named; visits count by the time
  ///   at which they entered the queue, whatever the cohort.
  package init(options: ReportOptions, target: StaffingTarget) {
    self.options = options
    interval = options.interval ?? .minutes(30)
    self.target = target
  }

  /// Counts a visit if it entered its queue within the range.
  package mutating func add(_ visit: VisitRow) {
    guard visit.outcome != .menu, let queue = visit.queue, isInRange(visit.enqueuedAt) else {
      return
    }
    update(queue, at: visit.enqueuedAt) { work in
      work.calls += 1
      work.waitMilliseconds += visit.waitMilliseconds ?? 0
      if visit.outcome == .abandoned { work.abandoned += 1 }
    }
  }

  /// Counts an agent's finished part in a call that came from a queue.
  package mutating func add(_ segment: SegmentRow) {
    guard segment.outcome == .handled, let queue = segment.queue, isInRange(segment.enqueuedAt)
    else { return }
    update(queue, at: segment.enqueuedAt) { work in
      work.handled += 1
      work.handleMilliseconds += segment.handleMilliseconds
    }
  }

  /// The report on what was added so far.
  ///
  /// - Throws: `ReportFailure.invalidOption` for a target that no number of agents reaches.
  package func report() throws(ReportFailure) -> Report {
    var queues: [QueueID: Work] = [:]
    var all = Work()
    for (cell, work) in cells {
      queues[cell.queue, default: Work()].add(work)
      all.add(work)
    }
    let sorted = cells.filter { $0.value.calls > 0 }.sorted {
      $0.key.start == $1.key.start
        ? $0.key.queue < $1.key.queue : $0.key.start < $1.key.start
    }
    var rows: [Report.Row] = []
    for (cell, work) in sorted {
      rows.append(try row(cell, work, queue: queues[cell.queue] ?? work))
    }
    return Report(
      rows: rows,
      total: [
        ReportField("calls", .integer(all.calls)),
        ReportField("handleSeconds", .approximate(all.handleSeconds)),
        ReportField("patienceSeconds", .approximate(all.patienceSeconds)),
      ])
  }

  private func isInRange(_ time: Timestamp) -> Bool {
    if let from = options.from, time < from { return false }
    if let to = options.to, time >= to { return false }
    return true
  }

  private mutating func update(
    _ queue: QueueID, at time: Timestamp, _ change: (inout Work) -> Void
  ) {
    let span = interval.span(containing: time, in: options.calendar)
    ends[span.start] = span.end
    change(&cells[Cell(start: span.start, queue: queue), default: Work()])
  }

  private func row(
    _ cell: Cell, _ work: Work, queue: Work
  ) throws(ReportFailure) -> Report.Row {
    let end = ends[cell.start] ?? cell.start
    let handle = work.handleSeconds ?? queue.handleSeconds
    var load: OfferedLoad?
    var patient: ErlangC?
    var impatient: ErlangA?
    // A load that no model is made for, such as a mean of more than a day, has no figures; the
    // other rows have theirs.
    if let handle,
      let found = try? OfferedLoad(
        calls: Double(work.calls),
        intervalSeconds: Double(end.millisecondsSince(cell.start)) / 1_000, handleSeconds: handle)
    {
      load = found
      patient = try .smallest(for: found, reaching: target)
      if let patience = queue.patienceSeconds {
        impatient = try .smallest(for: found, patienceSeconds: patience, reaching: target)
      }
    }
    return [
      ReportField("queue", .text(cell.queue.rawValue)),
      ReportField("start", .text(options.calendar.text(of: cell.start))),
      ReportField("end", .text(options.calendar.text(of: end))),
      ReportField("calls", .integer(work.calls)),
      ReportField("handleSeconds", .approximate(handle)),
      ReportField("patienceSeconds", .approximate(queue.patienceSeconds)),
      ReportField("offeredLoad", .approximate(load?.erlangs)),
      StaffingFields.field(patient, target), StaffingFields.field(impatient, target),
    ]
  }
}
