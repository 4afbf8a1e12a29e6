import LMDB

extension Environment {
  /// Larger files are not checked whole when they are opened: this much takes a tenth of a second.
  private static let checkedBytesMax = 64 << 20

  /// Opens an unsynced file of folds and its tables.
  ///
  /// - Returns: nil where the file is damaged, or of another version of the library: it can be
  ///   folded again.
  static func openFold(
    path: String, options: StorageOptions, tables: [String], isReadOnly: Bool
  ) throws(LMDBFailure) -> (Environment, [Table])? {
    do throws(LMDBFailure) {
      let environment = try Environment.open(
        path: path,
        options: EnvironmentOptions(
          mapBytes: options.foldsMapBytes, readersMax: options.readersMax, isSynced: false,
          isReadOnly: isReadOnly))
      let isSmall = try environment.figures().bytesUsed <= checkedBytesMax
      guard try environment.findPageDamage(isSmall ? .all : .branches) == nil else { return nil }
      return (environment, try environment.openTables(tables))
    } catch {
      switch error {
      case .damaged, .incompatible: return nil
      default: throw error
      }
    }
  }

  /// Checks all pages of a file that cannot be made again.
  func checkPages() throws(LMDBFailure) {
    guard let damage = try findPageDamage() else { return }
    throw .damaged(damage.reason)
  }
}
