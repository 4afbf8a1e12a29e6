internal import ContactCenter

/// Fills a payload from a JSON object and lists everything that is wrong with it.
///
/// Members in the order of `describe` are found at the first look; any order is accepted.
struct PayloadDecoder: FieldVisitor {
  /// What the object is, and so what it is held to.
  enum Purpose {
    /// What somebody sent: all fields, every rule.
    case request
    /// The public part of a stored event: personal fields stay blank, rules were checked before.
    case recorded
    /// The opened personal part of a stored event: all other fields stay as they are.
    case personal
    /// A view's row: written by this house, so kinds and names are checked, bounds are not.
    case row
  }

  let text: JSONText
  let purpose: Purpose
  /// What has been found, in the order of the fields.
  var problems: [DecodingProblem] = []

  private var object = 0
  private var cursor = 0
  private var end = 0
  private var foundCount = 0

  /// - Parameter object: the token of the object to be read.
  init(_ text: JSONText, object: Int, purpose: Purpose) {
    self.text = text
    self.purpose = purpose
    enter(object)
  }

  mutating func required<V: FieldValue>(
    _ name: StaticString, _ value: inout V, _ rules: FieldRules, _ summary: StaticString
  ) {
    guard isRead(rules) else { return }
    guard let token = find(name) else {
      missing(name)
      return
    }
    if let decoded: V = scalar(token, rules) { value = decoded }
  }

  mutating func optional<V: FieldValue>(
    _ name: StaticString, _ value: inout V?, _ rules: FieldRules, _ summary: StaticString
  ) {
    guard isRead(rules) else { return }
    guard let token = find(name) else {
      value = nil
      return
    }
    if let decoded: V = scalar(token, rules) { value = decoded }
  }

  mutating func list<V: FieldValue>(
    _ name: StaticString, _ values: inout [V], _ rules: FieldRules, _ summary: StaticString
  ) {
    guard isRead(rules) else { return }
    values.removeAll()
    guard let array = find(name), isArray(array, rules) else { return }
    values.reserveCapacity(Int(text.tokens[array].count))
    for item in items(of: array) {
      if let decoded: V = scalar(item, rules) { values.append(decoded) }
    }
  }

  mutating func objects<P: Payload>(
    _ name: StaticString, _ values: inout [P], _ rules: FieldRules, _ summary: StaticString
  ) {
    guard isRead(rules) else { return }
    values.removeAll()
    guard let array = find(name), isArray(array, rules) else { return }
    values.reserveCapacity(Int(text.tokens[array].count))
    for item in items(of: array) {
      if let decoded: P = nested(item) { values.append(decoded) }
    }
  }

  mutating func object<P: Payload>(
    _ name: StaticString, _ value: inout P?, _ rules: FieldRules, _ summary: StaticString
  ) {
    guard isRead(rules) else { return }
    guard let token = find(name) else {
      value = nil
      return
    }
    if let decoded: P = nested(token) { value = decoded }
  }

  /// Reports the members that no field took. `names` walks the payload once more, and is asked only
  /// where there are some.
  mutating func finish(_ names: (inout FieldNames) -> Void) {
    guard purpose == .request || purpose == .row,
      foundCount != Int(text.tokens[object].count)
    else { return }
    var known = FieldNames()
    names(&known)
    var index = object + 1
    while index < end {
      let name = text.string(index)
      if !known.names.contains(name) {
        report(
          .unknownField, index + 1,
          known.names.isEmpty
            ? "There is no such field: the type has none."
            : "There is no such field; allowed are \(known.names.joined(separator: ", ")).")
      }
      index = Int(text.tokens[index + 1].next)
    }
  }

  /// Notes a fault of a value.
  mutating func report(_ type: ProblemType, _ token: Int, _ detail: String) {
    guard problems.count <= ProblemReport.errorsMax else { return }
    problems.append(DecodingProblem(type, at: text.pointer(token), detail))
  }

  private func isRead(_ rules: FieldRules) -> Bool {
    switch purpose {
    case .request, .row: true
    case .recorded: !rules.isPersonal
    case .personal: rules.isPersonal
    }
  }

  private mutating func enter(_ token: Int) {
    object = token
    cursor = token + 1
    end = Int(text.tokens[token].next)
    foundCount = 0
  }

  /// The value of a member: looked for from the last one found on, then from the first.
  private mutating func find(_ name: StaticString) -> Int? {
    guard foundCount < Int(text.tokens[object].count) else { return nil }
    return find(name, from: cursor, to: end) ?? find(name, from: object + 1, to: cursor)
  }

  private mutating func find(_ name: StaticString, from start: Int, to end: Int) -> Int? {
    var index = start
    while index < end {
      let next = Int(text.tokens[index + 1].next)
      if text.matches(index, name) {
        cursor = next
        foundCount += 1
        return index + 1
      }
      index = next
    }
    return nil
  }

  private mutating func missing(_ name: StaticString) {
    guard problems.count <= ProblemReport.errorsMax else { return }
    problems.append(
      DecodingProblem(
        .missingField, at: "\(text.pointer(object))/\(name)", "The field is required."))
  }

  private mutating func isArray(_ token: Int, _ rules: FieldRules) -> Bool {
    guard text.tokens[token].kind == .array else {
      report(.wrongKind, token, "The value is not a list.")
      return false
    }
    guard purpose != .request || Int(text.tokens[token].count) <= rules.countMax else {
      report(.tooLong, token, "The list has more than \(rules.countMax) items.")
      return false
    }
    return true
  }

  private func items(of array: Int) -> some Sequence<Int> {
    let tokens = text.tokens
    let end = Int(tokens[array].next)
    return sequence(first: array + 1) { Int(tokens[$0].next) }.prefix { $0 < end }
  }

  private mutating func nested<P: Payload>(_ token: Int) -> P? {
    guard text.tokens[token].kind == .object else {
      report(.wrongKind, token, "The value is not an object.")
      return nil
    }
    let outer = (object, cursor, end, foundCount)
    enter(token)
    var payload = P()
    payload.describe(&self)
    finish { names in
      var blank = P()
      blank.describe(&names)
    }
    (object, cursor, end, foundCount) = outer
    return payload
  }
}
