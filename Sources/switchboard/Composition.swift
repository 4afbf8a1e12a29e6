internal import ContactCenter
internal import Engine
internal import EventLog
internal import Foundation
internal import LMDBStorage

/// The one file in which implementations are chosen: an engine over LMDB in a folder.
struct LocalInstallation {
  let folder: String
  let storage: LMDBStorage
  let engine: Engine

  /// How long a folder is waited for that another command has open, such as a grant.
  private static let patience = Duration.seconds(5)

  /// Opens a folder as its one writing process; makes it if it is missing. Waits some seconds for
  /// a command that has it open, but for no server.
  ///
  /// - Parameter zone: becomes the folder's own zone; nil keeps the one it has, at first UTC.
  /// - Throws: `StorageFailure.served` where another process has it open.
  static func openForWriting(
    _ folder: String, zone: String? = nil, logBytesMax: Int? = nil
  ) throws -> LocalInstallation {
    try openForWriting(folder, zone, logBytesMax, until: .now + patience)
  }

  /// Opens a folder with a log as its one writing process; see `openForWriting`.
  ///
  /// - Throws: `CommandFailure` where there is no log, and nothing is made.
  static func openLogForWriting(_ folder: String) throws -> LocalInstallation {
    try requireLog(in: folder)
    return try openForWriting(folder)
  }

  /// - Throws: `CommandFailure` where a folder has no log.
  static func requireLog(in folder: String) throws(CommandFailure) {
    guard FileManager.default.fileExists(atPath: folder + "/log/data.mdb") else {
      throw CommandFailure("there is no log in \(folder): give --data DIR of a folder with one")
    }
  }

  private static func openForWriting(
    _ folder: String, _ zone: String?, _ logBytesMax: Int?, until deadline: ContinuousClock.Instant
  ) throws -> LocalInstallation {
    var options = StorageOptions()
    if let logBytesMax { options.logBytesMax = logBytesMax }
    let progress = Progress("reading the log")
    options.progress = { progress.show($0, of: $1) }
    let storage = try storage(in: folder, options, until: deadline)
    progress.finish()
    do {
      if let zone { try FolderZone.set(zone, in: storage.state) }
      return try LocalInstallation(folder: folder, storage: storage)
    } catch {
      // The failure says more than that of closing would.
      try? storage.close()
      throw error
    }
  }

  private static func storage(
    in folder: String, _ options: StorageOptions, until deadline: ContinuousClock.Instant
  ) throws(StorageFailure) -> LMDBStorage {
    while true {
      do throws(StorageFailure) {
        return try LMDBStorage.open(folder: folder, options: options)
      } catch {
        let isServed = FileManager.default.fileExists(atPath: folder + "/control.sock")
        guard case .served = error, !isServed, .now < deadline else { throw error }
        Thread.sleep(forTimeInterval: 0.05)
      }
    }
  }

  /// Opens a folder for commands that only read: beside a server that writes, or alone.
  ///
  /// Views that are behind the log, as after an unclean end, are brought up first if nobody else
  /// has the folder open for writing.
  static func openForReading(_ folder: String) async throws -> LocalInstallation {
    guard FileManager.default.fileExists(atPath: folder) else {
      throw CommandFailure("there is no data folder at \(folder): give --data DIR or --url URL")
    }
    let installation = try await attached(folder)
    let isBehind = installation.engine.projections.list().contains { $0.lagEvents > 0 }
    guard isBehind else { return installation }
    installation.close()
    do {
      let writing = try openForWriting(folder, nil, nil, until: .now)
      try await writing.catchUp()
      return writing
    } catch is StorageFailure {
      // Somebody writes there, and folds: what is stored so far is what can be had.
      return try await attached(folder)
    }
  }

  /// Opens a folder to read what is stored, as it stands.
  private static func attached(_ folder: String) async throws -> LocalInstallation {
    let storage = try LMDBStorage.openReadOnly(folder: folder)
    let installation = try LocalInstallation(folder: folder, storage: storage)
    try await installation.engine.projections.attach()
    return installation
  }

  private init(folder: String, storage: LMDBStorage) throws {
    self.folder = folder
    self.storage = storage
    engine = try Engine(
      stores: EngineStores(
        log: storage.log, views: storage.views, keys: storage.keys, state: storage.state),
      calendar: try FolderZone.days(in: storage.state), clock: { wallClock() })
  }

  /// Brings the views up to the log's head, with progress on standard error.
  func catchUp() async throws {
    let progress = Progress("folding the views")
    try await engine.open { progress.show($0, of: $1) }
    progress.finish()
  }

  /// Closes the folder after a failure, whose own words matter more than those of the closing.
  func close() {
    try? storage.close()
  }
}
