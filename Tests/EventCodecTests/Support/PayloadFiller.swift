import ContactCenter

/// Fills a payload with values that its rules allow, out of a seeded generator.
struct PayloadFiller<Generator: RandomNumberGenerator>: FieldVisitor {
  var generator: Generator
  private var depth = 0

  init(_ generator: Generator) {
    self.generator = generator
  }

  mutating func required<V: FieldValue>(
    _ name: StaticString, _ value: inout V, _ rules: FieldRules, _ summary: StaticString
  ) {
    value = random(rules)
  }

  mutating func optional<V: FieldValue>(
    _ name: StaticString, _ value: inout V?, _ rules: FieldRules, _ summary: StaticString
  ) {
    value = Bool.random(using: &generator) ? random(rules) : nil
  }

  mutating func list<V: FieldValue>(
    _ name: StaticString, _ values: inout [V], _ rules: FieldRules, _ summary: StaticString
  ) {
    values = (0..<Int.random(in: 0...min(4, rules.countMax), using: &generator)).map { _ in
      random(rules)
    }
  }

  mutating func objects<P: Payload>(
    _ name: StaticString, _ values: inout [P], _ rules: FieldRules, _ summary: StaticString
  ) {
    values = (0..<Int.random(in: 0...min(3, rules.countMax), using: &generator)).map { _ in
      nested()
    }
  }

  mutating func object<P: Payload>(
    _ name: StaticString, _ value: inout P?, _ rules: FieldRules, _ summary: StaticString
  ) {
    value = Bool.random(using: &generator) ? nested() : nil
  }

  private mutating func nested<P: Payload>() -> P {
    var payload = P()
    payload.describe(&self)
    return payload
  }

  private mutating func random<V: FieldValue>(_ rules: FieldRules) -> V {
    V(scalar: scalar(of: V.shape, rules)) ?? V()
  }

  private mutating func scalar(of shape: FieldShape, _ rules: FieldRules) -> FieldScalar {
    switch shape {
    case .text: .text(text(bytesMax: rules.bytesMax, isIdentifier: false))
    case .identifier: .text(text(bytesMax: 128, isIdentifier: true))
    case .integer: .integer(integer(in: rules.range))
    case .boolean: .boolean(Bool.random(using: &generator))
    case .choice(let words): .text(words.randomElement(using: &generator) ?? "")
    case .timestamp:
      .integer(Int64.random(in: -62_135_596_800_000...253_402_300_799_999, using: &generator))
    case .decimal:
      .integer(Int64.random(in: -9_000_000_000_000...9_000_000_000_000, using: &generator))
    }
  }

  private mutating func integer(in range: ClosedRange<Int64>) -> Int64 {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: range.lowerBound
    case 1: range.upperBound
    default: Int64.random(in: range, using: &generator)
    }
  }

  private mutating func text(bytesMax: Int, isIdentifier: Bool) -> String {
    let alphabet: [String] =
      ["a", "Z", "7", " ", "/", "\"", "\\", "~", "é", "ß", "漢", "😀", "\u{2028}"]
      + (isIdentifier ? [] : ["\n", "\r\n", "\t", "\u{0}", "\u{1F}", "\u{7F}"])
    var text = ""
    let wanted = Int.random(in: isIdentifier ? 1...12 : 0...30, using: &generator)
    for _ in 0..<wanted {
      let piece = alphabet.randomElement(using: &generator) ?? "a"
      guard text.utf8.count + piece.utf8.count <= bytesMax else { break }
      text += piece
    }
    return text.isEmpty && isIdentifier ? "x" : text
  }
}

extension Event {
  /// A random event of the same type.
  func filled(_ generator: inout some RandomNumberGenerator) -> Event {
    var filler = PayloadFiller(generator)
    var copy = self
    copy.describe(&filler)
    generator = filler.generator
    return copy
  }
}
