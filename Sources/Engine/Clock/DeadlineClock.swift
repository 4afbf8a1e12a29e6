internal import ContactCenter
internal import EventCodec
internal import EventLog

/// The engine's clock: appends what falls due when its time comes.
///
/// It knows nothing but the deadlines' table, which is a fold of the log. What it appends is
/// decided like everything else: a deadline that no longer applies is refused and dropped. The
/// event's identity follows from the deadline, so that it is recorded once however often the clock
/// is started, and its time is the deadline's, so that what came due while nothing ran is recorded
/// late but not wrongly.
package actor DeadlineClock {
  /// The source of its events.
  package static let source = "urn:switchboard:clock"

  /// As many rows are looked at together.
  private static let pageRows = 256
  /// How long it waits, in milliseconds, after the log could not take an event.
  private static let retryMilliseconds: Int64 = 1_000
  /// As many refused deadlines are remembered, so that they are not tried again at every change.
  private static let refusedMax = 10_000

  private let engine: Engine
  private let loop: WorkLoop
  /// What is in the log already, with its position, and not in the fold yet.
  private var appended: [String: UInt64] = [:]
  private var refused: Set<String> = []

  /// A clock that goes by the engine's, and waits by the machine's.
  package init(engine: Engine) {
    self.init(engine: engine, sleep: WorkLoop.machineSleep(by: engine.clock))
  }

  /// - Parameter sleep: returns when the engine's clock shows a time, in milliseconds since 1970,
  ///   or when its task is cancelled.
  package init(engine: Engine, sleep: @escaping @Sendable (_ until: Int64) async -> Void) {
    self.engine = engine
    loop = WorkLoop(engine: engine, sleep: sleep)
  }

  /// Appends what is overdue, then waits for the next deadline, until the task is cancelled.
  package func run() async {
    await loop.run { await fireDue() }
  }

  /// Appends everything that is due by now, in the order of the deadlines.
  ///
  /// - Returns: when to look again: the next deadline; nil while there is none.
  @discardableResult
  package func fireDue() async -> Int64? {
    let folded = engine.views.position
    appended = appended.filter { $0.value > folded }
    var last: String?
    do throws(LogFailure) {
      while true {
        let page = try engine.views.page(
          view: DeadlinesProjection.view, after: last, limit: Self.pageRows)
        for stored in page.rows {
          let deadline = try StoreRowSource.decode(DeadlineRow.self, stored.value)
          let due = deadline.due.milliseconds
          guard due <= engine.clock() else { return due }
          guard appended[stored.key] == nil, !refused.contains(stored.key) else { continue }
          guard await fire(deadline, key: stored.key) else { return retryTime }
        }
        guard page.rows.count == Self.pageRows else { return nil }
        last = page.rows.last?.key
      }
    } catch {
      // The views cannot be read just now: the loop that folds them says so itself.
      return retryTime
    }
  }

  /// - Returns: false where the log could not take it, for now.
  private func fire(_ deadline: DeadlineRow, key: String) async -> Bool {
    let event = IncomingEvent(
      stream: deadline.stream, event: deadline.event, source: Self.source, id: deadline.eventID,
      time: deadline.due)
    let outcome = await engine.commands.submit(
      AppendCommand(events: [event], kind: .command, actor: Actor(kind: .system, id: "clock")))
    switch outcome {
    case .appended(let receipt): appended[key] = receipt.last
    case .quarantined(let position): appended[key] = position
    case .rejected, .failed(.refused):
      if refused.count >= Self.refusedMax { refused.removeAll() }
      refused.insert(key)
    case .failed, .keysUnavailable: return false
    }
    return true
  }

  private var retryTime: Int64 { engine.clock() + Self.retryMilliseconds }
}
