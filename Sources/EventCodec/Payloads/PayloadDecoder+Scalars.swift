internal import ContactCenter

extension PayloadDecoder {
  /// Reads one value, or reports what is wrong with it.
  ///
  /// The types that fields mostly have are told apart by their identity; only the others, and
  /// faults, ask for the shape, which costs more.
  mutating func scalar<V: FieldValue>(_ token: Int, _ rules: FieldRules) -> V? {
    switch text.tokens[token].kind {
    case .string: string(token, rules)
    case .number: number(token, rules)
    case .yes: boolean(token, true, rules)
    case .no: boolean(token, false, rules)
    default: wrongKind(V.self, token, rules)
    }
  }

  private mutating func string<V: FieldValue>(_ token: Int, _ rules: FieldRules) -> V? {
    if V.self == Int64.self || V.self == Bool.self { return wrongKind(V.self, token, rules) }
    if V.self == Timestamp.self {
      guard let time = timestamp(token) else { return wrongKind(V.self, token, rules) }
      return V(scalar: .integer(time.milliseconds))
    }
    let value = text.string(token)
    if purpose == .request, !isWithinBounds(V.self, value, token, rules) { return nil }
    guard let decoded = V(scalar: .text(value)) else { return wrongKind(V.self, token, rules) }
    return decoded
  }

  private func timestamp(_ token: Int) -> Timestamp? {
    guard text.tokens[token].isMarked else { return Timestamp(rfc3339: text.slice(token).span) }
    return Timestamp(rfc3339: text.string(token))
  }

  private mutating func isWithinBounds<V: FieldValue>(
    _ type: V.Type, _ value: String, _ token: Int, _ rules: FieldRules
  ) -> Bool {
    if type == String.self {
      guard value.utf8.count > rules.bytesMax else { return true }
      report(.tooLong, token, "The text has more than \(rules.bytesMax) bytes.")
      return false
    }
    // Identifiers and words of a choice: the words keep to an identifier's bounds.
    guard let fault = IdentifierRules.fault(of: value) else { return true }
    if case .choice = V.shape {
      let _: V? = wrongKind(type, token, rules)
    } else {
      report(fault.type, token, fault.detail)
    }
    return false
  }

  private mutating func number<V: FieldValue>(_ token: Int, _ rules: FieldRules) -> V? {
    if V.self == Int64.self { return integer(token, rules) }
    switch V.shape {
    case .integer: return integer(token, rules)
    case .decimal:
      guard let millionths = text.millionths(token) else {
        return wrongKind(V.self, token, rules)
      }
      return V(scalar: .integer(millionths))
    default: return wrongKind(V.self, token, rules)
    }
  }

  private mutating func integer<V: FieldValue>(_ token: Int, _ rules: FieldRules) -> V? {
    guard !text.tokens[token].isMarked else { return wrongKind(V.self, token, rules) }
    let value = text.integer(token)
    guard let value, purpose != .request || rules.range.contains(value) else {
      report(
        .outOfRange, token,
        "The number is not within \(rules.range.lowerBound) and \(rules.range.upperBound).")
      return nil
    }
    return V(scalar: .integer(value))
  }

  private mutating func boolean<V: FieldValue>(
    _ token: Int, _ value: Bool, _ rules: FieldRules
  ) -> V? {
    guard let decoded = V(scalar: .boolean(value)) else { return wrongKind(V.self, token, rules) }
    return decoded
  }

  private mutating func wrongKind<V: FieldValue>(
    _ type: V.Type, _ token: Int, _ rules: FieldRules
  ) -> V? {
    let isNull = text.tokens[token].kind == .null
    report(
      .wrongKind, token,
      "The value is not \(type.shape.wording)\(isNull ? "; leave an empty field out" : "").")
    return nil
  }
}

extension FieldShape {
  /// What the shape looks like in JSON, in words.
  var wording: String {
    switch self {
    case .text: "a text"
    case .identifier: "an identifier: a text of 1 to 128 bytes without control characters"
    case .integer: "an integer without fraction or exponent"
    case .boolean: "true or false"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .timestamp: "an instant of RFC 3339, such as 2026-11-22T09:34:11.123Z"
    case .decimal: "a number with at most six digits after the point and without exponent"
    }
  }
}
