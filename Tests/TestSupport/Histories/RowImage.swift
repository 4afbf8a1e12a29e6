package import ContactCenter

/// A payload taken apart into named scalars and put together again: what a codec keeps of a row,
/// without a codec. Equal images mean equal bytes in any encoding that follows `describe`.
package indirect enum RowImage: Sendable, Equatable {
  case scalar(FieldScalar)
  case list([FieldScalar])
  case objects([RowImage])
  case object([Field])

  package struct Field: Sendable, Equatable {
    let name: String
    let value: RowImage
  }

  /// The image of a payload.
  package init(_ payload: some Payload) {
    var copy = payload
    var recorder = RowRecorder()
    copy.describe(&recorder)
    self = .object(recorder.fields)
  }

  /// The payload of which this is the image.
  package func payload<P: Payload>(_ type: P.Type) -> P {
    guard case .object(let fields) = self else { return P() }
    var payload = P()
    var replayer = RowReplayer(fields: fields)
    payload.describe(&replayer)
    return payload
  }
}

/// Writes fields down. A scalar is turned from its value, so what a scalar cannot hold is lost here
/// as it would be on disk.
private struct RowRecorder: FieldVisitor {
  var fields: [RowImage.Field] = []

  mutating func add(_ name: StaticString, _ value: RowImage) {
    fields.append(RowImage.Field(name: "\(name)", value: value))
  }

  mutating func required<V: FieldValue>(
    _ name: StaticString, _ value: inout V, _ rules: FieldRules, _ summary: StaticString
  ) { add(name, .scalar(value.scalar)) }

  mutating func optional<V: FieldValue>(
    _ name: StaticString, _ value: inout V?, _ rules: FieldRules, _ summary: StaticString
  ) { if let value { add(name, .scalar(value.scalar)) } }

  mutating func list<V: FieldValue>(
    _ name: StaticString, _ values: inout [V], _ rules: FieldRules, _ summary: StaticString
  ) { if !values.isEmpty { add(name, .list(values.map(\.scalar))) } }

  mutating func objects<P: Payload>(
    _ name: StaticString, _ values: inout [P], _ rules: FieldRules, _ summary: StaticString
  ) { if !values.isEmpty { add(name, .objects(values.map { RowImage($0) })) } }

  mutating func object<P: Payload>(
    _ name: StaticString, _ value: inout P?, _ rules: FieldRules, _ summary: StaticString
  ) { if let value { add(name, RowImage(value)) } }
}

/// Reads fields back; a field that is missing keeps its blank value.
private struct RowReplayer: FieldVisitor {
  let fields: [RowImage.Field]

  func value(_ name: StaticString) -> RowImage? { fields.first { $0.name == "\(name)" }?.value }

  func required<V: FieldValue>(
    _ name: StaticString, _ value: inout V, _ rules: FieldRules, _ summary: StaticString
  ) {
    if case .scalar(let scalar)? = self.value(name), let read = V(scalar: scalar) { value = read }
  }

  func optional<V: FieldValue>(
    _ name: StaticString, _ value: inout V?, _ rules: FieldRules, _ summary: StaticString
  ) {
    if case .scalar(let scalar)? = self.value(name) {
      value = V(scalar: scalar)
    } else {
      value = nil
    }
  }

  func list<V: FieldValue>(
    _ name: StaticString, _ values: inout [V], _ rules: FieldRules, _ summary: StaticString
  ) {
    guard case .list(let scalars)? = value(name) else { return values = [] }
    values = scalars.compactMap { V(scalar: $0) }
  }

  func objects<P: Payload>(
    _ name: StaticString, _ values: inout [P], _ rules: FieldRules, _ summary: StaticString
  ) {
    guard case .objects(let images)? = value(name) else { return values = [] }
    values = images.map { $0.payload(P.self) }
  }

  func object<P: Payload>(
    _ name: StaticString, _ value: inout P?, _ rules: FieldRules, _ summary: StaticString
  ) { value = self.value(name)?.payload(P.self) }
}
