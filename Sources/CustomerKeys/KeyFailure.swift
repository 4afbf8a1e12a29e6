/// Why a key could not be had, or sealed bytes not be opened.
public enum KeyFailure: Error, Sendable, Equatable {
  /// The operator's: others may read the master key's file. `chmod 600` it, and consider it known.
  case exposed(path: String, mode: UInt32)
  /// The operator's: the key was wrapped by a master key that the file does not hold.
  case otherMasterKey(identifier: UInt64)
  /// The machine's: the store or the file cannot be read or written.
  case unavailable(String)
  /// The machine's: no room for a new key.
  case full(String)
  /// A key, or sealed bytes, are not what was written, or stand in another event than then.
  case damaged(String)
}
