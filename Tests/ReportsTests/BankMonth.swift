import ContactCenter
import Foundation
import Reports
import TestSupport

/// The bank's month as visits and segments, and the facts beside it.
struct BankMonth {
  let visits: [VisitRow]
  let segments: [SegmentRow]
  let facts: BankFacts

  private static var folder: URL {
    if let path = ProcessInfo.processInfo.environment["SWITCHBOARD_SHARED_DATA"] {
      return URL(fileURLWithPath: path).appendingPathComponent("anonymous_bank")
    }
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return root.deletingLastPathComponent().appendingPathComponent("shared/data/anonymous_bank")
  }

  static var isPresent: Bool {
    FileManager.default.fileExists(
      atPath: folder.appendingPathComponent("february1999.tsv").path)
  }

  /// Read once for all tests.
  static let shared = Result { try BankMonth(CalendarDays(zone: "Asia/Jerusalem")) }

  private init(_ days: CalendarDays) throws {
    let folder = Self.folder
    facts = try BankFacts(inFolder: folder)
    let text = try String(
      contentsOf: folder.appendingPathComponent("february1999.tsv"), encoding: .utf8)
    var projection = VisitsProjection(calendar: days)
    var position: UInt64 = 0
    for (index, line) in text.split(separator: "\n").dropFirst().enumerated() {
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let received = Self.time(columns[6], on: columns[5], days)
      for (version, event) in Self.events(columns).enumerated() {
        position += 1
        projection.apply(
          RecordedEvent(
            position: position, version: UInt64(version + 1), stream: StreamName(.call, "\(index)"),
            source: "bank", id: "\(position)", time: received, recordedTime: received,
            actor: Actor(kind: .integration), event: .call(event)))
      }
    }
    var store = ProjectionStore()
    store.drain(&projection)
    visits = store.rows("visits", VisitRow.self)
    segments = store.rows("segments", SegmentRow.self)
  }

  private static func time(_ clock: String, on date: String, _ days: CalendarDays) -> Timestamp {
    let digits = date.compactMap { Int64(String($0)) }
    let day = Int64(date.suffix(2)) ?? 1
    let month = digits[2] * 10 + digits[3]
    let midnight = CivilDayNumber.make(year: 1999, month: month, day: day) * 86_400_000
    let parts = clock.split(separator: ":").compactMap { Int64($0) }
    let seconds = parts[0] * 3_600 + parts[1] * 60 + parts[2]
    return days.instant(atLocalMilliseconds: midnight + seconds * 1_000)
  }

  /// What one row says happened, all at the time of arrival: the durations are the file's own.
  private static func events(_ columns: [String]) -> [CallEvent] {
    let queue = QueueID(columns[4])
    let hasQueued = columns[9] != "0:00:00"
    let wait = hasQueued ? (Int64(columns[11]) ?? 0) * 1_000 : 0
    let received = CallEvent.received(.init { $0.queue = queue })
    let queued = CallEvent.queued(.init { $0.queue = queue })
    switch columns[12] {
    case "AGENT":
      let answered = CallEvent.Answered {
        $0.agent = columns[16] == "NO_SERVER" ? .unknown : AgentID(columns[16])
        $0.waitMilliseconds = wait
      }
      let ended = CallEvent.Ended {
        $0.talkMilliseconds = (Int64(columns[15]) ?? 0) * 1_000
        $0.wrapMilliseconds = 0
      }
      return [received, queued, .answered(answered), .ended(ended)]
    case "HANG":
      let abandoned = CallEvent.Abandoned {
        $0.phase = hasQueued ? .queue : .menu
        $0.waitMilliseconds = hasQueued ? wait : nil
      }
      return hasQueued
        ? [received, queued, .abandoned(abandoned)] : [received, .abandoned(abandoned)]
    default:
      return [received, .ended(.init { $0.by = .system })]
    }
  }
}

/// The number of a day since 1970 by counting months: slow, and plain enough to trust.
enum CivilDayNumber {
  static func make(year: Int64, month: Int64, day: Int64) -> Int64 {
    func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
    var days: Int64 = 0
    for each in 1970..<year { days += isLeap(each) ? 366 : 365 }
    let lengths: [Int64] = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    for length in lengths.prefix(Int(month) - 1) { days += length }
    return days + day - 1
  }
}
