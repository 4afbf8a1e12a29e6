package import EventLog

/// Reads the log for queries and replays: bounded pages, filtered by header.
package struct EventReader: Sendable {
  private let log: any EventLog

  package init(log: any EventLog) {
    self.log = log
  }

  /// What one step of a scan found.
  package struct Scan: Sendable {
    /// The events that passed the filter, oldest first.
    package var events: [StoredEvent] = []
    /// Everything up to here has been looked at: a checkpoint may name it once the events above
    /// have been delivered.
    package var scanned: UInt64
    /// Whether the scan stopped because there is nothing more before the bound.
    package var reachedEnd = false
  }

  /// The next events that pass a filter.
  ///
  /// - Parameters:
  ///   - position: exclusive.
  ///   - end: inclusive; nothing beyond it is looked at.
  ///   - countMax: at most this many events.
  ///   - pagesMax: at most this many pages of 256 KiB are looked at, so that a rare event cannot
  ///     hold the caller's thread.
  package func scan(
    after position: UInt64, through end: UInt64, filter: EventFilter, countMax: Int,
    pagesMax: Int = 16
  ) throws(LogFailure) -> Scan {
    var scan = Scan(scanned: position)
    for _ in 0..<pagesMax {
      guard scan.scanned < end else { break }
      let page = try log.read(after: scan.scanned, bytesMax: 256 * 1024)
      guard !page.isEmpty else { break }
      for event in page {
        guard event.position <= end else { break }
        if filter.isEmpty || filter.matches(event) {
          scan.events.append(event)
        }
        scan.scanned = event.position
        if scan.events.count == countMax { return scan }
      }
    }
    scan.reachedEnd = scan.scanned >= end
    return scan
  }

  /// One stream's events in its own order.
  ///
  /// - Parameter version: exclusive.
  package func stream(
    _ stream: String, afterVersion version: UInt64, countMax: Int
  ) throws(LogFailure) -> [StoredEvent] {
    var events: [StoredEvent] = []
    for position in try log.positions(
      ofStream: stream, afterVersion: version, limit: countMax)
    {
      if let event = try log.event(at: position) { events.append(event) }
    }
    return events
  }

  /// The last position whose running maximum of event time is not later than an instant.
  ///
  /// Clocks of sources disagree, so "as of a moment" is the longest beginning of the log in which
  /// nothing that counts (`StoredEvent.countsInTime`) claims to have happened later. Cost: a
  /// search, and the headers of the few thousand events between two places that the log knows.
  package func position(asOf milliseconds: Int64) throws(LogFailure) -> UInt64 {
    var answer = try log.timeMark(notLaterThan: milliseconds).position
    while true {
      let page = try log.read(after: answer, bytesMax: 1024 * 1024)
      if page.isEmpty { return answer }
      for event in page {
        if event.time > milliseconds, event.countsInTime { return answer }
        answer = event.position
      }
    }
  }

  /// When the latest of the events up to a position happened, in milliseconds since 1970; nil
  /// before the first. Cost: as of `position(asOf:)`.
  package func latestTime(through position: UInt64) throws(LogFailure) -> Int64? {
    var mark = try log.timeMark(atOrBefore: position)
    while mark.position < position {
      let page = try log.read(after: mark.position, bytesMax: 1024 * 1024)
      if page.isEmpty { return mark.latest }
      for event in page where event.position <= position && event.countsInTime {
        mark.latest = max(mark.latest ?? event.time, event.time)
      }
      mark.position = page.lastPosition
    }
    return mark.latest
  }
}
