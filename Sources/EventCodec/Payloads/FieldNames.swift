internal import ContactCenter

/// Collects the names of a payload's fields.
struct FieldNames: FieldVisitor {
  var names: [String] = []
  /// Those that must be there.
  var required: [String] = []

  mutating func required<V: FieldValue>(
    _ name: StaticString, _ value: inout V, _ rules: FieldRules, _ summary: StaticString
  ) {
    names.append("\(name)")
    required.append("\(name)")
  }

  mutating func optional<V: FieldValue>(
    _ name: StaticString, _ value: inout V?, _ rules: FieldRules, _ summary: StaticString
  ) { names.append("\(name)") }

  mutating func list<V: FieldValue>(
    _ name: StaticString, _ values: inout [V], _ rules: FieldRules, _ summary: StaticString
  ) { names.append("\(name)") }

  mutating func objects<P: Payload>(
    _ name: StaticString, _ values: inout [P], _ rules: FieldRules, _ summary: StaticString
  ) { names.append("\(name)") }

  mutating func object<P: Payload>(
    _ name: StaticString, _ value: inout P?, _ rules: FieldRules, _ summary: StaticString
  ) { names.append("\(name)") }
}
