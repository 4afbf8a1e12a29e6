/// What an import holds at most, whatever is in the file.
package enum ImportLimits {
  /// The longest line in bytes: switches write some hundred; a longer one is quarantined.
  package static let lineBytesMax = 65_536
  /// The part of a quarantined line that is kept, in bytes of its escaped text.
  package static let rawBytesMax = 16_384
  /// The longest name of a call, queue, agent or customer in bytes: what an identifier may have.
  package static let nameBytesMax = 128
  /// The events of one batch.
  package static let batchEventsMax = 512
  /// The largest table in bytes: it is held in memory while its events are put in order.
  package static let tableBytesMax = 2_147_483_648
  /// The most rows of a table: about 200 bytes of memory each, beside the file.
  package static let tableRowsMax = 10_000_000
  /// The quarantined lines that a summary lists one by one; all are counted.
  package static let listedIssuesMax = 1_000
  /// The longest duration taken for real: 366 days.
  package static let spanMillisecondsMax: Int64 = 31_622_400_000
  /// The first instant taken for real: 1970-01-01T00:00:00Z in milliseconds.
  package static let earliestMilliseconds: Int64 = 0
  /// The last instant taken for real: 2100-01-01T00:00:00Z in milliseconds. One line of the year
  /// 5138 would otherwise spoil every question about a moment after it.
  package static let latestMilliseconds: Int64 = 4_102_444_800_000
}
