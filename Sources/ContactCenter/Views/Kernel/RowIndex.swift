/// Where a table's rows lie, by the hashes of their keys: what every table is asked about every
/// event, at a third of a `Dictionary`'s cost.
///
/// Open addressing with linear probing, at most half full; a removal moves those behind it up, so
/// that no probe is longer than its run. The table holds the keys: it is asked whether a slot whose
/// hash agrees is the one. Keys are told apart by their bytes, as the store does it: to `String`
/// two spellings of "é" are equal.
struct RowIndex: Sendable {
  private struct Entry: Sendable {
    var hash: UInt32
    /// Below 0 where the entry is free.
    var slot: Int32
  }

  private static let free = Entry(hash: 0, slot: -1)
  private static let entriesMin = 16

  private var entries = [Entry](repeating: free, count: entriesMin)
  private var count = 0

  /// The slot with a key, given its hash.
  ///
  /// - Parameter isKey: whether the key of a slot is the one looked for.
  func slot(of hash: UInt32, where isKey: (Int) -> Bool) -> Int? {
    var place = home(of: hash)
    while entries[place].slot >= 0 {
      if entries[place].hash == hash, isKey(Int(entries[place].slot)) {
        return Int(entries[place].slot)
      }
      place = next(place)
    }
    return nil
  }

  /// Adds a slot whose key is not there.
  mutating func insert(_ slot: Int, hash: UInt32) {
    if (count + 1) * 2 > entries.count { grow() }
    place(Entry(hash: hash, slot: Int32(slot)))
    count += 1
  }

  /// Removes a slot that is there.
  mutating func remove(_ slot: Int, hash: UInt32) {
    var hole = home(of: hash)
    while entries[hole].slot != Int32(slot) {
      precondition(entries[hole].slot >= 0, "the slot is in the index")
      hole = next(hole)
    }
    count -= 1
    var follower = next(hole)
    while entries[follower].slot >= 0 {
      // An entry may move up unless its home lies between the hole and where it is.
      let distance = (follower &- home(of: entries[follower].hash)) & (entries.count - 1)
      if distance >= (follower &- hole) & (entries.count - 1) {
        entries[hole] = entries[follower]
        hole = follower
      }
      follower = next(follower)
    }
    entries[hole] = Self.free
  }

  private mutating func grow() {
    let old = entries
    entries = [Entry](repeating: Self.free, count: old.count * 2)
    for entry in old where entry.slot >= 0 { place(entry) }
  }

  private mutating func place(_ entry: Entry) {
    var place = home(of: entry.hash)
    while entries[place].slot >= 0 { place = next(place) }
    entries[place] = entry
  }

  private func home(of hash: UInt32) -> Int { Int(hash) & (entries.count - 1) }

  private func next(_ place: Int) -> Int { (place + 1) & (entries.count - 1) }
}

// MARK: Keys

extension RowIndex {
  /// Of this process, so that nobody can choose keys that collide. No result depends on it.
  private static let seed = UInt64.random(in: .min ... .max)

  /// The hash of a key's bytes: folded multiplication of eight bytes a step (as in wyhash, Wang Yi,
  /// 2019).
  static func hash(_ key: String) -> UInt32 {
    let bytes = key.utf8.span
    var hash = seed ^ UInt64(bytes.count)
    var index = 0
    while index <= bytes.count - 8 {
      // Eight bytes of a span of eight are one load.
      let eight = bytes.extracting(index..<index + 8)
      let low = UInt64(eight[0]) | UInt64(eight[1]) << 8 | UInt64(eight[2]) << 16
      let middle = UInt64(eight[3]) << 24 | UInt64(eight[4]) << 32 | UInt64(eight[5]) << 40
      mix(low | middle | UInt64(eight[6]) << 48 | UInt64(eight[7]) << 56, into: &hash)
      index += 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest << 8 | UInt64(bytes[index])
      index += 1
    }
    mix(rest, into: &hash)
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }

  @inline(__always)
  private static func mix(_ word: UInt64, into hash: inout UInt64) {
    let product = (hash ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    hash = product.high ^ product.low
  }

  /// Whether two keys have the same bytes.
  static func areEqual(_ left: String, _ right: String) -> Bool {
    let (left, right) = (left.utf8.span, right.utf8.span)
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }
}
