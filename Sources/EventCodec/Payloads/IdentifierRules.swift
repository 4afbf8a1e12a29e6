/// What holds for every name that somebody gives to a thing: 1…128 bytes, no control characters.
package enum IdentifierRules {
  /// The most bytes of a name.
  package static let bytesMax = 128

  /// What is wrong with a name, or nil.
  package static func fault(
    of name: String, bytesMax: Int = bytesMax
  ) -> (type: ProblemType, detail: String)? {
    guard !name.isEmpty else { return (.outOfRange, "The name is empty.") }
    let bytes = name.utf8.span
    if bytes.holdsControl { return (.outOfRange, "The name holds a control character.") }
    guard bytes.count <= bytesMax else {
      return (.tooLong, "The name has more than \(bytesMax) bytes.")
    }
    return nil
  }
}

extension Span<UInt8> {
  /// Whether a control character stands in the text: C0 and DEL, or C1, the bytes C2 80 … C2 9F.
  fileprivate var holdsControl: Bool {
    // Without a branch at each byte, so that sixteen are looked at a step: most names hold neither
    // controls nor anything beyond ASCII.
    var controls: UInt8 = 0
    var high: UInt8 = 0
    for index in indices {
      let byte = self[index]
      controls |= byte < 0x20 || byte == 0x7F ? 1 : 0
      high |= byte
    }
    guard controls == 0, high >= 0x80 else { return controls != 0 }
    for index in indices.dropFirst()
    where (0x80..<0xA0).contains(self[index]) && self[index - 1] == 0xC2 {
      return true
    }
    return false
  }
}
