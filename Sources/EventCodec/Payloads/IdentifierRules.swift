/// What holds for every name that somebody gives to a thing: 1…128 bytes, no control characters.
enum IdentifierRules {
  static let bytesMax = 128

  /// What is wrong with a name, or nil.
  static func fault(
    of name: String, bytesMax: Int = bytesMax
  ) -> (type: ProblemType, detail: String)? {
    guard !name.isEmpty else { return (.outOfRange, "The name is empty.") }
    var name = name
    name.makeContiguousUTF8()
    let bytes = name.utf8.span
    for index in bytes.indices {
      let byte = bytes[index]
      // C0 controls and DEL; C1 controls are the bytes C2 80 … C2 9F.
      if byte < 0x20 || byte == 0x7F || (byte < 0xA0 && index > 0 && bytes[index - 1] == 0xC2) {
        return (.outOfRange, "The name holds a control character.")
      }
    }
    guard bytes.count <= bytesMax else {
      return (.tooLong, "The name has more than \(bytesMax) bytes.")
    }
    return nil
  }
}
