extension JSONScanner {
  /// Objects of up to so many members are compared pair by pair: no allocation, and faster.
  private static let pairsMax = 24

  /// Lists the names that stand in an object for the second time.
  ///
  /// Cost: pairs for small objects, else a sort, so that a hostile object of many names costs
  /// n · log n.
  mutating func findRepeats(_ bytes: Span<UInt8>, object: Int, memberCount: Int) {
    if memberCount <= JSONScanner.pairsMax, !hasEscapedName(object) {
      findRepeatsByPairs(bytes, object: object)
    } else {
      findRepeatsBySorting(bytes, object: object)
    }
  }

  private func hasEscapedName(_ object: Int) -> Bool {
    var index = object + 1
    while index < tokens.count {
      if tokens[index].isMarked { return true }
      index = Int(tokens[index + 1].next)
    }
    return false
  }

  private mutating func findRepeatsByPairs(_ bytes: Span<UInt8>, object: Int) {
    var later = Int(tokens[object + 2].next)
    while later < tokens.count {
      let name = tokens[later]
      var earlier = object + 1
      while earlier < later {
        let other = tokens[earlier]
        if other.end &- other.start == name.end &- name.start, areEqual(bytes, name, other) {
          noteRepeat(later)
          break
        }
        earlier = Int(tokens[earlier + 1].next)
      }
      later = Int(tokens[later + 1].next)
    }
  }

  private func areEqual(_ bytes: Span<UInt8>, _ left: JSONToken, _ right: JSONToken) -> Bool {
    for offset in 0..<Int(left.end - left.start)
    where bytes[Int(left.start) + offset] != bytes[Int(right.start) + offset] {
      return false
    }
    return true
  }

  private mutating func findRepeatsBySorting(_ bytes: Span<UInt8>, object: Int) {
    var names: [(name: [UInt8], index: Int)] = []
    var index = object + 1
    while index < tokens.count {
      names.append((tokens[index].unescaped(in: bytes), index))
      index = Int(tokens[index + 1].next)
    }
    names.sort { left, right in
      if left.name == right.name { return left.index < right.index }
      return left.name.lexicographicallyPrecedes(right.name)
    }
    for (earlier, later) in zip(names, names.dropFirst()) where earlier.name == later.name {
      noteRepeat(later.index)
    }
  }
}
