/// When a stored row came to be and when it last changed: the numbers of the spans between two
/// snapshots, from 0. Eight bytes in front of every row.
///
/// A row that last changed in span n is what it was at the snapshots n+1, n+2, …: the snapshot of
/// number n ends span n−1.
struct RowStamp: Equatable {
  static let byteCount = 8

  var born: UInt32
  var changed: UInt32

  init(born: UInt32, changed: UInt32) {
    self.born = born
    self.changed = changed
  }

  init(word: UInt64) {
    born = UInt32(word >> 32)
    changed = UInt32(truncatingIfNeeded: word)
  }

  var word: UInt64 { UInt64(born) << 32 | UInt64(changed) }
}
