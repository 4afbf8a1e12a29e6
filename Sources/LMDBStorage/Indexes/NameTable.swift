/// Names found by their bytes, without making a `String` of each.
struct NameTable<Value> {
  private struct Entry {
    let name: [UInt8]
    var value: Value
  }

  private var slots: [UInt64: Int] = [:]
  private var entries: [Entry] = []

  var count: Int { entries.count }

  mutating func removeAll() {
    slots.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
  }

  /// The number of a name for `subscript`, which is stable until `removeAll`.
  func index(of name: ArraySlice<UInt8>) -> Int? {
    var hash = IndexKeys.name(name.span)
    while let index = slots[hash] {
      if entries[index].name.elementsEqual(name) { return index }
      hash &+= 1
    }
    return nil
  }

  /// Adds a name that is not there.
  mutating func add(_ name: [UInt8], _ value: Value) -> Int {
    var hash = IndexKeys.name(name.span)
    while slots[hash] != nil { hash &+= 1 }
    slots[hash] = entries.count
    entries.append(Entry(name: name, value: value))
    return entries.count - 1
  }

  subscript(index: Int) -> Value {
    get { entries[index].value }
    set { entries[index].value = newValue }
  }

  func name(at index: Int) -> [UInt8] { entries[index].name }
}
