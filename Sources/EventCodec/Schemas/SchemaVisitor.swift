internal import ContactCenter

/// Writes the JSON Schema (2020-12) of a payload's fields.
struct SchemaVisitor: FieldVisitor {
  private var properties: [SchemaValue.Member] = []
  private var required: [String] = []
  /// Whether personal fields are left out, as they are on a stream.
  private let isPublic: Bool

  private init(isPublic: Bool) {
    self.isPublic = isPublic
  }

  /// The schema of an object with these fields and no others.
  ///
  /// - Parameter isPublic: leaves personal fields out.
  static func schema(
    isPublic: Bool = false, of describe: (inout SchemaVisitor) -> Void
  ) -> [SchemaValue.Member] {
    var visitor = SchemaVisitor(isPublic: isPublic)
    describe(&visitor)
    var members = [
      SchemaValue.Member("type", "object"),
      SchemaValue.Member("properties", .object(visitor.properties)),
    ]
    if !visitor.required.isEmpty {
      members.append(SchemaValue.Member("required", .texts(visitor.required)))
    }
    members.append(SchemaValue.Member("additionalProperties", .boolean(false)))
    return members
  }

  mutating func required<V: FieldValue>(
    _ name: StaticString, _ value: inout V, _ rules: FieldRules, _ summary: StaticString
  ) {
    if !(isPublic && rules.isPersonal) { required.append("\(name)") }
    add(name, V.shape.schema(rules), rules, summary)
  }

  mutating func optional<V: FieldValue>(
    _ name: StaticString, _ value: inout V?, _ rules: FieldRules, _ summary: StaticString
  ) {
    add(name, V.shape.schema(rules), rules, summary)
  }

  mutating func list<V: FieldValue>(
    _ name: StaticString, _ values: inout [V], _ rules: FieldRules, _ summary: StaticString
  ) {
    add(name, Self.list(of: V.shape.schema(rules), rules), rules, summary)
  }

  mutating func objects<P: Payload>(
    _ name: StaticString, _ values: inout [P], _ rules: FieldRules, _ summary: StaticString
  ) {
    add(name, Self.list(of: Self.nested(P.self), rules), rules, summary)
  }

  mutating func object<P: Payload>(
    _ name: StaticString, _ value: inout P?, _ rules: FieldRules, _ summary: StaticString
  ) {
    add(name, Self.nested(P.self), rules, summary)
  }

  private static func nested<P: Payload>(_ type: P.Type) -> [SchemaValue.Member] {
    schema { visitor in
      var blank = P()
      blank.describe(&visitor)
    }
  }

  private static func list(
    of item: [SchemaValue.Member], _ rules: FieldRules
  ) -> [SchemaValue.Member] {
    [
      SchemaValue.Member("type", "array"), SchemaValue.Member("items", .object(item)),
      SchemaValue.Member("maxItems", .number(Int64(rules.countMax))),
    ]
  }

  private mutating func add(
    _ name: StaticString, _ schema: [SchemaValue.Member], _ rules: FieldRules,
    _ summary: StaticString
  ) {
    if isPublic, rules.isPersonal { return }
    var members = [SchemaValue.Member("description", .text("\(summary)"))] + schema
    if rules.isPersonal {
      members.append(SchemaValue.Member("x-personal", .boolean(true)))
    }
    properties.append(SchemaValue.Member("\(name)", .object(members)))
  }
}

extension FieldShape {
  /// The keywords of a scalar. Lengths are in bytes of UTF-8 here and in characters in JSON Schema,
  /// which is the weaker bound.
  fileprivate func schema(_ rules: FieldRules) -> [SchemaValue.Member] {
    switch self {
    case .text:
      [
        SchemaValue.Member("type", "string"),
        SchemaValue.Member("maxLength", .number(Int64(rules.bytesMax))),
      ]
    case .identifier:
      [
        SchemaValue.Member("type", "string"), SchemaValue.Member("minLength", .number(1)),
        SchemaValue.Member("maxLength", .number(Int64(IdentifierRules.bytesMax))),
        SchemaValue.Member("pattern", #"^[^\u0000-\u001f\u007f-\u009f]+$"#),
      ]
    case .integer:
      [
        SchemaValue.Member("type", "integer"),
        SchemaValue.Member("minimum", .number(rules.range.lowerBound)),
        SchemaValue.Member("maximum", .number(rules.range.upperBound)),
      ]
    case .boolean: [SchemaValue.Member("type", "boolean")]
    case .choice(let words): [SchemaValue.Member("enum", .texts(words))]
    case .timestamp:
      [SchemaValue.Member("type", "string"), SchemaValue.Member("format", "date-time")]
    case .decimal:
      [
        SchemaValue.Member("type", "number"),
        SchemaValue.Member("multipleOf", .literal("0.000001")),
      ]
    }
  }
}
