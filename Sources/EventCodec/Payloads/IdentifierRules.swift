/// What holds for every name that somebody gives to a thing: 1…128 bytes, no control characters.
enum IdentifierRules {
  static let bytesMax = 128

  /// What is wrong with a name, or nil.
  static func fault(
    of name: String, bytesMax: Int = bytesMax
  ) -> (type: ProblemType, detail: String)? {
    guard !name.isEmpty else { return (.outOfRange, "The name is empty.") }
    var count = 0
    var last: UInt8 = 0
    for byte in name.utf8 {
      // C0 controls and DEL; C1 controls are the bytes C2 80 … C2 9F.
      if byte < 0x20 || byte == 0x7F || (last == 0xC2 && byte < 0xA0) {
        return (.outOfRange, "The name holds a control character.")
      }
      last = byte
      count += 1
    }
    guard count <= bytesMax else {
      return (.tooLong, "The name has more than \(bytesMax) bytes.")
    }
    return nil
  }
}
