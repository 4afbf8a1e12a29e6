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

  /// Opens a folder as its one writing process; makes it if it is missing.
  ///
  /// - Parameter zone: becomes the folder's own zone; nil keeps the one it has, at first UTC.
  /// - Throws: `CommandFailure` where another process serves it.
  static func openForWriting(
    _ folder: String, zone: String? = nil, logBytesMax: Int? = nil
  ) throws -> LocalInstallation {
    var options = StorageOptions()
    if let logBytesMax { options.logBytesMax = logBytesMax }
    let progress = Progress("reading the log")
    options.progress = { progress.show($0, of: $1) }
    let storage = try LMDBStorage.open(folder: folder, options: options)
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
      let writing = try openForWriting(folder)
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
