internal import EventLog

extension Span<UInt8> {
  /// The first index from one on whose byte a JSON string does not hold as it is, in ASCII: a
  /// quotation mark, a backslash, a control character, or one beyond ASCII; else the end.
  ///
  /// Eight bytes a step. In a difference of words a byte that is found may make those above it look
  /// found too, never those below: the lowest one is right.
  func firstSpecial(from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    var index = start
    while index <= count - 8 {
      let word = word(at: index)
      let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
      let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
      let controls = (word &- ones &* 0x20) & ~word
      let marks = ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
      let found = (word | controls | marks) & tops
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < count {
      let byte = self[index]
      if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        return index
      }
      index += 1
    }
    return index
  }
}
