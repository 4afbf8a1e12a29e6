internal import ContactCenter

/// The event types by the bytes of their names: what the fold asks for every event, without making
/// a `String`.
///
/// Open addressing with a table four times as large as its content, so that a look-up is one hash
/// of some twenty bytes and one comparison.
struct EventCatalogue: Sendable {
  /// Of the present types.
  static let shared = EventCatalogue(Event.all)

  private let blanks: [Event]
  private let names: [[UInt8]]
  private let versions: [UInt16]
  private let slots: [Int16]

  init(_ events: [Event]) {
    blanks = events
    names = events.map { Array($0.type.name.utf8) }
    versions = events.map(\.type.version)
    var size = 64
    while size < events.count * 4 { size *= 2 }
    var slots = [Int16](repeating: -1, count: size)
    for (index, name) in names.enumerated() {
      var slot = EventCatalogue.hash(name[...]) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int16(index)
    }
    self.slots = slots
  }

  /// A blank event of a type and the type's present version, or nil where nobody knows it.
  func blank(ofType name: ArraySlice<UInt8>) -> (event: Event, version: UInt16)? {
    var slot = EventCatalogue.hash(name) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if names[index].elementsEqual(name) { return (blanks[index], versions[index]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// FNV-1a; the names are ours, so nobody can make them collide.
  private static func hash(_ name: ArraySlice<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash ^ hash >> 15)
  }
}
