/// Why a kept event or row could not be turned into what it stands for: it is poison to a fold.
public enum CodecFailure: Error, Sendable, Equatable {
  /// Ours: an event of a type or version that this program does not know.
  case unknownType(name: String, version: UInt16)
  /// Ours or the disk's: stored bytes that are not what this program writes.
  case unreadable(String)
}
