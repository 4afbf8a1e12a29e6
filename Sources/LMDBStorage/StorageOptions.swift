/// How a data folder is opened: bounds, each with its unit, and what tests put in the place of the
/// machine.
package struct StorageOptions: Sendable {
  /// The bound of the log's file in bytes, which it takes of the address space as well: 1 TiB.
  /// The file is as long as its content; a higher bound needs no more than another opening.
  package var logBytesMax = 1 << 40
  /// The bound of the indexes' file, and of the views' file, in bytes; nil: twice that of
  /// the log, which is more than they need beside it, and 16 TiB at most.
  package var foldsBytesMax: Int?
  /// The bound of the keys' file, and of the state's file, in bytes.
  package var keysBytesMax = 1 << 35
  /// Read transactions open at a time, of all processes together.
  package var readersMax = 4096
  /// Jobs that may wait for the writer, and the bytes that they may hold: beyond, `overloaded`.
  package var queuedJobsMax = 65_536
  package var queuedBytesMax = 256 << 20
  /// A group is committed when it has this many bytes, however many jobs still wait.
  package var groupBytesMax = 4 << 20
  /// Events that may be in the log and not yet in the indexes; each costs about 150 bytes of memory
  /// until it is. The writer waits for the indexes beyond.
  package var unindexedEventsMax = 65_536
  /// Identities of indexed events that are gathered before a sixteenth of them is merged into their
  /// index; each costs about 60 bytes of memory until it is. In a log of a hundred times as many
  /// events an event costs a tenth of a page written for this index, instead of a page.
  package var unmergedIdentitiesMax = 524_288
  /// Milliseconds since 1970.
  package var clock: @Sendable () -> Int64 = SystemClock.milliseconds
  /// Names this run of the machine; nil where it cannot be told, and then nothing unsynced is
  /// trusted after an unclean end.
  package var bootIdentity: @Sendable () -> String? = MachineBoot.currentIdentity
  /// Called while the indexes are caught up with the log: position reached, and the log's head.
  package var progress: @Sendable (_ position: UInt64, _ head: UInt64) -> Void = { _, _ in }
  /// Bits of the identity index's hash: fewer make collisions likely, for tests of them.
  package var identityHashBits: UInt64 = 64

  /// Both together are then a quarter of the address space.
  private static let foldsBytesLimit = 1 << 44

  package init() {}

  var foldsMapBytes: Int {
    foldsBytesMax ?? min(2 * logBytesMax, StorageOptions.foldsBytesLimit)
  }
}
