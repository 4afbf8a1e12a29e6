public import ContactCenter

/// Writes a payload's fields as members of a JSON object, in the order of `describe`, personal ones
/// apart. Equal payloads give equal bytes.
public struct PayloadEncoder: FieldVisitor {
  /// Members with a comma between them, without braces.
  public var publicMembers: [UInt8] = []
  /// The same of personal members.
  public var personalMembers: [UInt8] = []
  /// How many members were written since the object was opened, of either part.
  private var publicCount = 0
  private var personalCount = 0

  /// - Parameter members: bytes before the first member.
  public init(appendingTo members: [UInt8] = []) {
    publicMembers = members
  }

  /// - Parameter byteCount: room for the public members; growing there by doubling would move them
  ///   several times.
  init(reserving byteCount: Int) {
    publicMembers.reserveCapacity(byteCount)
  }

  public mutating func required<V: FieldValue>(
    _ name: StaticString, _ value: inout V, _ rules: FieldRules, _ summary: StaticString
  ) {
    if rules.isPersonal {
      PayloadEncoder.begin(name, &personalMembers, &personalCount)
      PayloadEncoder.append(value, to: &personalMembers)
    } else {
      PayloadEncoder.begin(name, &publicMembers, &publicCount)
      PayloadEncoder.append(value, to: &publicMembers)
    }
  }

  public mutating func optional<V: FieldValue>(
    _ name: StaticString, _ value: inout V?, _ rules: FieldRules, _ summary: StaticString
  ) {
    guard var present = value else { return }
    required(name, &present, rules, summary)
  }

  public mutating func list<V: FieldValue>(
    _ name: StaticString, _ values: inout [V], _ rules: FieldRules, _ summary: StaticString
  ) {
    guard !values.isEmpty else { return }
    if rules.isPersonal {
      PayloadEncoder.begin(name, &personalMembers, &personalCount)
      PayloadEncoder.append(list: values, to: &personalMembers)
    } else {
      PayloadEncoder.begin(name, &publicMembers, &publicCount)
      PayloadEncoder.append(list: values, to: &publicMembers)
    }
  }

  public mutating func objects<P: Payload>(
    _ name: StaticString, _ values: inout [P], _ rules: FieldRules, _ summary: StaticString
  ) {
    guard !values.isEmpty else { return }
    precondition(!rules.isPersonal, "objects within a payload are public")
    PayloadEncoder.begin(name, &publicMembers, &publicCount)
    publicMembers.append(UInt8(ascii: "["))
    for index in values.indices {
      if index > 0 { publicMembers.append(UInt8(ascii: ",")) }
      append(object: &values[index])
    }
    publicMembers.append(UInt8(ascii: "]"))
  }

  public mutating func object<P: Payload>(
    _ name: StaticString, _ value: inout P?, _ rules: FieldRules, _ summary: StaticString
  ) {
    guard var present = value else { return }
    precondition(!rules.isPersonal, "objects within a payload are public")
    PayloadEncoder.begin(name, &publicMembers, &publicCount)
    append(object: &present)
    value = present
  }

  /// Writes a payload with its braces; what is personal in it would be lost, so nothing may be.
  private mutating func append<P: Payload>(object payload: inout P) {
    let outer = (publicCount, personalCount)
    publicCount = 0
    publicMembers.append(UInt8(ascii: "{"))
    payload.describe(&self)
    publicMembers.append(UInt8(ascii: "}"))
    precondition(personalCount == outer.1, "objects within a payload are public")
    publicCount = outer.0
  }

  private static func begin(_ name: StaticString, _ bytes: inout [UInt8], _ count: inout Int) {
    let isFirst = count == 0
    count += 1
    // In one piece: a row has dozens of members, and four appends for each are a sixth of the
    // whole.
    name.withUTF8Buffer { name in
      bytes.append(addingCapacity: name.count + 4) { output in
        if !isFirst { output.append(UInt8(ascii: ",")) }
        output.append(UInt8(ascii: "\""))
        for byte in name { output.append(byte) }
        output.append(UInt8(ascii: "\""))
        output.append(UInt8(ascii: ":"))
      }
    }
  }

  private static func append<V: FieldValue>(list values: [V], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for value in values {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      append(value, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private static func append<V: FieldValue>(_ value: V, to bytes: inout [UInt8]) {
    switch value.scalar {
    case .text(let text): bytes.append(quoted: text)
    case .boolean(let isTrue): bytes.append(text: isTrue ? "true" : "false")
    case .integer(let number):
      if V.self == Int64.self {
        bytes.append(number: number)
      } else if V.self == Timestamp.self {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(rfc3339: Timestamp(milliseconds: number))
        bytes.append(UInt8(ascii: "\""))
      } else if V.shape == .decimal {
        bytes.append(millionths: number)
      } else {
        bytes.append(number: number)
      }
    }
  }
}
