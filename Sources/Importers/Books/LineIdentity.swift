import ContactCenter
import Crypto

/// Gives the lines of a log their permanent ids.
///
/// Two identical lines are two events, so a line's id is the beginning of the SHA-256 of its bytes
/// and its ordinal among identical ones. Reading a log again gives the same ids, and so adds
/// nothing. What is personal in a line is left out of the hash (a bare hash of a phone number could
/// be guessed): lines that differ only there count as identical and differ by their ordinal.
struct LineIdentity: Sendable {
  /// Identical lines are looked for within this many seconds of log time: a day. A log that is
  /// followed for months needs no more memory than that.
  static let windowSeconds: Int64 = 86_400

  private var seen: [Int64: [LineID: UInt32]] = [:]
  private var newest = Int64.min
  private var swept = Int64.min

  /// The id of the next line with these bytes, which the source dates to this second; lines of
  /// different seconds are never identical.
  mutating func id(of bytes: some Collection<UInt8>, second: Int64) -> LineID {
    forget(before: second)
    var hash = SHA256()
    hash.update(data: Array(bytes))
    let line = Self.digest(hash)
    let ordinal = seen[second, default: [:]][line, default: 0]
    seen[second, default: [:]][line] = ordinal + 1
    hash.update(data: [0x0A] + Array("\(ordinal)".utf8))
    return Self.digest(hash)
  }

  private mutating func forget(before second: Int64) {
    newest = max(newest, second)
    guard newest > swept &+ Self.windowSeconds / 24 else { return }
    let oldest = newest - Self.windowSeconds
    seen = seen.filter { $0.key >= oldest }
    swept = newest
  }

  fileprivate static func digest(_ hash: SHA256) -> LineID {
    var id = LineID(high: 0, low: 0)
    for (index, byte) in hash.finalize().prefix(16).enumerated() {
      if index < 8 {
        id.high = id.high << 8 | UInt64(byte)
      } else {
        id.low = id.low << 8 | UInt64(byte)
      }
    }
    return id
  }
}

extension LineID {
  /// The id of the line's event in a stream, whatever else the line means.
  func eventID(about stream: StreamName) -> String {
    var hash = SHA256()
    hash.update(data: Array(stream.description.utf8))
    return text + "." + LineIdentity.digest(hash).text
  }
}
