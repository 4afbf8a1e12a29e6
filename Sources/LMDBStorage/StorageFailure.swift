package import CustomerKeys
import EventLog
import LMDB

/// Why a data folder cannot be opened.
package enum StorageFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The caller's: another process is writing to the folder.
  case served(folder: String)
  /// The caller's: there is no data in the folder.
  case missing(folder: String)
  /// The log is not what was written. Restore a backup, or look at it with commands that only read.
  case damaged(position: UInt64, reason: String)
  /// Another part of the folder is not what was written; the log is not concerned.
  case partDamaged(DataPart, reason: String)
  /// No room in the map or on the disk.
  case full(String)
  /// The files were made by another version, or on another kind of machine.
  case incompatible(String)
  /// The master key's file or the keys.
  case keys(KeyFailure)
  /// An error of the disk or the system.
  case unavailable(String)

  package var description: String {
    switch self {
    case .served(let folder):
      "another process serves \(folder): use --url with its address, or stop it first"
    case .missing(let folder): "there is no log in \(folder)"
    case .damaged(let position, let reason): "the log is damaged at position \(position): \(reason)"
    case .partDamaged(let part, let reason):
      "\(part.rawValue)/ is damaged: \(reason); \(part.remedy)"
    case .full(let what): "there is no room: \(what)"
    case .incompatible(let what): "the data has another format: \(what)"
    case .keys(let failure): "the keys cannot be used: \(failure)"
    case .unavailable(let what): what
    }
  }
}

extension StorageFailure {
  /// - Parameter part: whose file has failed; nil for the log's.
  init(_ failure: LMDBFailure, in part: DataPart? = nil) {
    switch failure {
    case .mapFull(let path): self = .full("\(path) has reached its bound: raise it (--log-gib-max)")
    case .diskFull(let what): self = .full(what)
    case .damaged(let what):
      self = part.map { .partDamaged($0, reason: what) } ?? .damaged(position: 1, reason: what)
    case .incompatible(let what): self = .incompatible(what)
    case .missing(let what): self = .missing(folder: what)
    case .readersFull: self = .unavailable("every reader's slot is taken")
    case .closed: self = .unavailable("the folder has been closed")
    case .system(_, let what): self = .unavailable(what)
    }
  }

  init(_ failure: LogFailure) {
    switch failure {
    case .damaged(let position, let reason): self = .damaged(position: position, reason: reason)
    case .full(let what): self = .full(what)
    default: self = .unavailable("\(failure)")
    }
  }
}

extension LogFailure {
  /// - Parameter position: of the first event concerned, where it is known.
  init(_ failure: LMDBFailure, position: UInt64 = 0) {
    switch failure {
    case .mapFull(let path): self = .full("\(path) has reached its bound: raise it (--log-gib-max)")
    case .diskFull(let what): self = .full(what)
    case .damaged(let what): self = .damaged(position: position, reason: what)
    case .closed: self = .closed
    case .readersFull: self = .unavailable("every reader's slot is taken")
    case .incompatible(let what), .missing(let what), .system(_, let what):
      self = .unavailable(what)
    }
  }
}

extension KeyFailure {
  init(_ failure: LMDBFailure) {
    switch LogFailure(failure) {
    case .full(let what): self = .full(what)
    case .damaged(_, let what): self = .damaged(what)
    case .unavailable(let what): self = .unavailable(what)
    default: self = .unavailable("the keys' folder has been closed")
    }
  }
}

/// Runs a body of LMDB's failures where the log's are thrown.
@inline(__always)
func asLogFailure<Value: ~Copyable>(
  at position: UInt64 = 0, _ body: () throws(LMDBFailure) -> Value
) throws(LogFailure) -> Value {
  do throws(LMDBFailure) { return try body() } catch { throw LogFailure(error, position: position) }
}

/// Runs a body of LMDB's failures where the storage's are thrown.
func asStorageFailure<Value: ~Copyable>(
  in part: DataPart? = nil, _ body: () throws(LMDBFailure) -> Value
) throws(StorageFailure) -> Value {
  do throws(LMDBFailure) { return try body() } catch { throw StorageFailure(error, in: part) }
}
