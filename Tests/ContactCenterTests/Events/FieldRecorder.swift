import ContactCenter

/// A visitor that writes down what it is shown.
struct FieldRecorder: FieldVisitor {
  private(set) var names: [String] = []
  private(set) var personal: [String] = []
  private(set) var summaries: [String] = []

  private mutating func record(_ name: StaticString, _ rules: FieldRules, _ summary: StaticString) {
    names.append("\(name)")
    summaries.append("\(summary)")
    if rules.isPersonal { personal.append("\(name)") }
  }

  mutating func required<V: FieldValue>(
    _ name: StaticString, _ value: inout V, _ rules: FieldRules, _ summary: StaticString
  ) { record(name, rules, summary) }

  mutating func optional<V: FieldValue>(
    _ name: StaticString, _ value: inout V?, _ rules: FieldRules, _ summary: StaticString
  ) { record(name, rules, summary) }

  mutating func list<V: FieldValue>(
    _ name: StaticString, _ values: inout [V], _ rules: FieldRules, _ summary: StaticString
  ) { record(name, rules, summary) }

  mutating func objects<P: Payload>(
    _ name: StaticString, _ values: inout [P], _ rules: FieldRules, _ summary: StaticString
  ) { record(name, rules, summary) }

  mutating func object<P: Payload>(
    _ name: StaticString, _ value: inout P?, _ rules: FieldRules, _ summary: StaticString
  ) { record(name, rules, summary) }
}
