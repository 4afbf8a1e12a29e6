import Dispatch
import EventLog
import LMDB
import Logging
import Synchronization

/// The thread that folds the log into the indexes behind the writer.
///
/// Behind, because then a slow insert delays no append, and an append waits for no other user of
/// the disk; and in larger batches than groups, which share more of their pages.
final class Indexer: Sendable {
  private struct State {
    var target: UInt64?
    var failure: LogFailure?
    var isClosed = false
    var nanoseconds: UInt64 = 0
    var batches = 0
    var identityRanges: IdentityRanges?
  }

  private let tables: LogTables
  private let indexes: Indexes
  private let state = Mutex(State())
  private let wakeUp = DispatchSemaphore(value: 0)
  private let didFinishBatch = DispatchSemaphore(value: 0)
  private let didEnd = DispatchSemaphore(value: 0)
  private let onDone: @Sendable () -> Void
  private let logger = Logger(label: "storage")

  /// It gives way to the writer: a batch that is begun later is larger, and costs less an event.
  private static let niceness: Int32 = 5

  /// Events folded in one transaction, and the bytes of the log read at a time.
  private static let eventsAtATime = 65_536
  private static let pageBytes = 1 << 20

  /// - Parameter onDone: called on the indexer's thread after each batch, or its failure.
  init(tables: LogTables, indexes: Indexes, onDone: @escaping @Sendable () -> Void) {
    self.tables = tables
    self.indexes = indexes
    self.onDone = onDone
  }

  /// What the indexer is doing.
  enum Progress: Equatable {
    case busy
    case idle
    case failed(LogFailure)
  }

  var progress: Progress {
    state.withLock { state in
      if let failure = state.failure { return .failed(failure) }
      return state.target == nil ? .idle : .busy
    }
  }

  /// How far identities were merged after the last batch; nil before the first one.
  var identityRanges: IdentityRanges? { state.withLock { $0.identityRanges } }

  /// Nanoseconds spent on folding since the start.
  var nanoseconds: UInt64 { state.withLock { $0.nanoseconds } }

  /// Batches that were tried since the start.
  var batches: Int { state.withLock { $0.batches } }

  func start() {
    WorkerThread.start(name: "indexer", niceness: Self.niceness) { [self] in
      run()
      didEnd.signal()
    }
  }

  /// Asks for the log to be indexed up to a position; not to be called while busy.
  func index(through target: UInt64) {
    state.withLock { state in
      precondition(state.target == nil, "one batch is indexed at a time")
      state.target = target
      state.failure = nil
    }
    wakeUp.signal()
  }

  /// Waits for the end of the batch at work, if there is one.
  ///
  /// - Returns: `idle` or `failed`.
  func waitUntilIdle() -> Progress {
    while true {
      let progress = self.progress
      guard progress == .busy else { return progress }
      didFinishBatch.wait()
    }
  }

  /// Ends the thread after the batch at work, and waits for that.
  func close() {
    state.withLock { $0.isClosed = true }
    wakeUp.signal()
    didEnd.wait()
  }

  private func run() {
    var fold = IndexFold(indexes)
    var isFailing = false
    while true {
      wakeUp.wait()
      let (target, isClosed) = state.withLock { ($0.target, $0.isClosed) }
      if let target {
        let began = SystemClock.nanoseconds()
        var failure: LogFailure?
        do throws(LogFailure) {
          try Indexer.catchUp(indexes, with: tables, to: target, using: &fold) { _ in }
        } catch {
          failure = error
          fold = IndexFold(indexes)
        }
        if let failure, !isFailing {
          logger.error("the log cannot be indexed", metadata: ["reason": "\(failure)"])
        }
        isFailing = failure != nil
        let ranges = fold.identityRanges
        state.withLock { state in
          state.batches += 1
          state.target = nil
          state.identityRanges = ranges ?? state.identityRanges
          state.failure = failure
          state.nanoseconds += SystemClock.nanoseconds() - began
        }
        didFinishBatch.signal()
        onDone()
      }
      if isClosed { return }
    }
  }

  /// Folds the log into the indexes up to a position.
  ///
  /// - Parameter progress: called with the position reached after each transaction.
  static func catchUp(
    _ indexes: Indexes, with tables: LogTables, to target: UInt64, using fold: inout IndexFold,
    progress: (UInt64) -> Void
  ) throws(LogFailure) {
    var position = try indexes.checkpoint()
    while position < target {
      var pages: [EventPage] = []
      var events = 0
      while position < target, events < eventsAtATime {
        let page = try tables.page(after: position, bytesMax: pageBytes, head: target)
        position = page.lastPosition
        events += page.count
        pages.append(page)
      }
      do throws(LMDBFailure) { try fold.fold(pages) } catch { throw LogFailure(error) }
      progress(position)
    }
  }
}
