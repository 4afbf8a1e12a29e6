/// How events stand on disk. This is the storage format: it is never edited, only succeeded.
///
/// A record is 1…n events one after the other; it is kept, and read, as a whole. An event:
///
///     offset  bytes  little-endian
///          0      4  length of the event, this field and the checksum included
///          4      2  format version, 1
///          6      2  flags, 0
///          8      8  position
///         16      8  version in its stream, from 1
///         24      8  time by the source's clock, milliseconds since 1970
///         32      8  time at which it was recorded, likewise
///         40     16  fingerprint, high half first
///         56      2  version of the type's schema
///         58      2  index of the event in its record
///         60      2  number of events in the record
///         62     14  lengths of stream, type, source, id, queue, agent, customer
///         76      4  length of the wire bytes
///         80      4  length of the sealed bytes
///         84      …  the seven names, the wire bytes, the sealed bytes
///         -36    32  chain hash = SHA-256(hash of the event before ‖ everything above)
///          -4     4  CRC-32C of everything above
///
/// Everything that a filter or a projection needs stands before the wire bytes at a place that the
/// lengths give, so that no event has to be parsed to be skipped. Index and count make a shortened
/// record visible even where each of its events is whole.
public enum RecordFormat {
  public static let formatVersion: UInt16 = 1
  public static let headerBytes = 84
  public static let trailerBytes = 36
  /// A record of more than this many bytes is refused; the API's own bound on an event is far
  /// lower.
  public static let recordBytesMax = 16 << 20
  public static let recordEventsMax = 65_535
  public static let nameBytesMax = 65_535

  enum Offset {
    static let formatVersion = 4
    static let position = 8
    static let version = 16
    static let time = 24
    static let recordedTime = 32
    static let fingerprintHigh = 40
    static let fingerprintLow = 48
    static let schemaVersion = 56
    static let indexInRecord = 58
    static let countInRecord = 60
    static let nameLengths = 62
    static let wireLength = 76
    static let sealedLength = 80
  }

  /// The names in the order in which they stand.
  enum Name: Int {
    case stream, type, source, id, queue, agent, customer
    static let count = 7
  }
}

extension [UInt8] {
  @inline(__always)
  func word16(at offset: Int) -> UInt16 { span.word16(at: offset) }
  @inline(__always)
  func word32(at offset: Int) -> UInt32 { span.word32(at: offset) }
  @inline(__always)
  func word64(at offset: Int) -> UInt64 { span.word(at: offset) }

  mutating func appendLittleEndian(_ value: some FixedWidthInteger) {
    for shift in stride(from: 0, to: value.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}
