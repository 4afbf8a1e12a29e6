/// How an environment is opened.
package struct EnvironmentOptions: Sendable {
  /// The bound of the file and of the address space it is mapped to, in bytes. The file is sparse
  /// and grows with its use, so a generous bound costs nothing; growing it needs a reopening,
  /// because the library forbids it while readers are at work.
  package var mapBytes: Int
  /// The number of tables that may be opened.
  package var tablesMax: Int
  /// The number of read transactions open at a time, of all processes together. The library's own
  /// default is 126.
  package var readersMax: Int
  /// Whether a commit waits for the disk. Without it a commit survives the end of the process but
  /// not that of the machine, after which the file may be unusable altogether.
  package var isSynced: Bool
  /// Opened beside the process that writes: sees each of its commits, writes nothing.
  package var isReadOnly: Bool

  package init(
    mapBytes: Int, tablesMax: Int = 8, readersMax: Int = 4096, isSynced: Bool = true,
    isReadOnly: Bool = false
  ) {
    self.mapBytes = mapBytes
    self.tablesMax = tablesMax
    self.readersMax = readersMax
    self.isSynced = isSynced
    self.isReadOnly = isReadOnly
  }
}
