import EventLog

/// What the state knows of the folder that it is in.
extension LMDBStateStore {
  private static let table = "folder"
  private static let epochKey = "epoch"
  private static let keysKey = "keys"

  /// The epoch of the folder's log; nil in a new folder.
  func logEpoch() throws(StorageFailure) -> Epoch? {
    try fact(Self.epochKey).map { Epoch(bits: Indexes.word($0)) }
  }

  func setLogEpoch(_ epoch: Epoch) throws(StorageFailure) {
    try set(Self.epochKey, Indexes.bytes(epoch.bits))
  }

  /// Whether the file of the keys has been made: from then on it must be there.
  func keysAreMade() throws(StorageFailure) -> Bool {
    try fact(Self.keysKey) != nil
  }

  func setKeysAreMade() throws(StorageFailure) {
    if try !keysAreMade() { try set(Self.keysKey, []) }
  }

  private func fact(_ key: String) throws(StorageFailure) -> [UInt8]? {
    do throws(LogFailure) { return try value(table: Self.table, key: key) } catch {
      throw StorageFailure(error)
    }
  }

  private func set(_ key: String, _ value: [UInt8]) throws(StorageFailure) {
    do throws(LogFailure) { try set(table: Self.table, key: key, value: value) } catch {
      throw StorageFailure(error)
    }
  }
}
