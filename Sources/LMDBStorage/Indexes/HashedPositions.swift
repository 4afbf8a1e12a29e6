/// Positions of the log under 64-bit hashes, of which several events may share one.
///
/// Open addressing with linear probing, at most half full: 32 to 64 bytes an entry. The hashes are
/// spread already, so their low bits are the place.
struct HashedPositions {
  private struct Entry {
    var hash: UInt64
    /// 0 where the entry is free: the first event's position is 1.
    var position: UInt64
  }

  private static let free = Entry(hash: 0, position: 0)
  private static let entriesMin = 16

  private var entries = [Entry](repeating: free, count: entriesMin)
  private(set) var count = 0

  /// The positions under a hash. Allocates only where there are some.
  func positions(under hash: UInt64) -> [UInt64] {
    var found: [UInt64] = []
    var place = home(of: hash)
    while entries[place].position != 0 {
      if entries[place].hash == hash { found.append(entries[place].position) }
      place = next(place)
    }
    return found
  }

  /// Adds a position, beside those that are under the hash.
  mutating func insert(_ position: UInt64, under hash: UInt64) {
    if (count + 1) * 2 > entries.count { rebuild(room: entries.count * 2) { _ in true } }
    place(Entry(hash: hash, position: position))
    count += 1
  }

  /// Keeps the positions that are wanted, in as little room as they need. Cost: of all entries.
  mutating func keep(where isWanted: (_ position: UInt64) -> Bool) {
    var wanted = 0
    for entry in entries where entry.position != 0 && isWanted(entry.position) { wanted += 1 }
    guard wanted < count else { return }
    var room = Self.entriesMin
    while room < wanted * 2 { room *= 2 }
    rebuild(room: room, where: isWanted)
    count = wanted
  }

  private mutating func rebuild(room: Int, where isWanted: (_ position: UInt64) -> Bool) {
    let old = entries
    entries = [Entry](repeating: Self.free, count: room)
    for entry in old where entry.position != 0 && isWanted(entry.position) { place(entry) }
  }

  private mutating func place(_ entry: Entry) {
    var place = home(of: entry.hash)
    while entries[place].position != 0 { place = next(place) }
    entries[place] = entry
  }

  private func home(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash & UInt64(entries.count - 1))
  }

  private func next(_ place: Int) -> Int { (place + 1) & (entries.count - 1) }
}
