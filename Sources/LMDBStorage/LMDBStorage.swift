package import CustomerKeys
package import EventLog
import LMDB

/// A data folder: the log, what is folded from it, the keys and the state.
///
///     DIR/lock          held by the process that writes
///     DIR/log/          records, synced: what an append waits for
///     DIR/folds/        indexes and views, not synced, folded from the log again when in doubt
///     DIR/keys/         wrapped data keys, synced, apart from the log so that it can be backed up
///                       without them
///     DIR/state/        tokens, named checkpoints, the log's epoch, synced
///     DIR/master.key    wraps the data keys, mode 0600
package final class LMDBStorage: Sendable {
  package let log: any EventLog
  package let views: any ViewStore
  package let keys: any KeyStore
  package let state: any StateStore

  private let parts: Parts
  private let writing: (log: LMDBEventLog, lock: FolderLock)?
  private let markPath: String

  /// The files, opened.
  struct Parts: Sendable {
    let tables: LogTables
    let indexes: Indexes
    let views: LMDBViewStore
    let keys: LMDBKeyStore
    let state: LMDBStateStore

    var environments: [Environment] {
      [
        tables.environment, indexes.environment, views.environment, keys.environment,
        state.environment,
      ]
    }
  }

  init(parts: Parts, log: any EventLog, writing: (LMDBEventLog, FolderLock)?, mark: String) {
    self.parts = parts
    self.log = log
    self.writing = writing
    views = parts.views
    keys = parts.keys
    state = parts.state
    markPath = mark
  }

  /// Ends the writer after the jobs that wait, syncs what was not, and lets go of the folder.
  ///
  /// Later calls to the parts throw `closed`. Closing twice is no error.
  package func close() throws(StorageFailure) {
    guard let writing else { return closeEnvironments() }
    defer { writing.lock.release() }
    writing.log.close()
    do throws(LMDBFailure) {
      try parts.indexes.environment.sync()
      try parts.views.environment.sync()
    } catch {
      closeEnvironments()
      guard error == .closed else { throw StorageFailure(error) }
      return
    }
    closeEnvironments()
    try MachineBoot.markClean(at: markPath)
  }

  private func closeEnvironments() {
    for environment in parts.environments { environment.close() }
  }

  /// What checks the log from end to end.
  package var verifier: any LogVerifier {
    LMDBLogVerifier(tables: parts.tables, indexes: parts.indexes)
  }
}
