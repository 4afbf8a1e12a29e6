/// A JSON value with members in a fixed order: schemas are files that people compare.
enum SchemaValue: Sendable, Equatable, ExpressibleByStringLiteral {
  case object([Member])
  case array([SchemaValue])
  case text(String)
  case number(Int64)
  /// A decimal as it is to be written.
  case literal(String)
  case boolean(Bool)

  struct Member: Sendable, Equatable {
    var name: String
    var value: SchemaValue

    init(_ name: String, _ value: SchemaValue) {
      self.name = name
      self.value = value
    }
  }

  init(stringLiteral text: String) { self = .text(text) }

  static func texts(_ texts: [String]) -> SchemaValue { .array(texts.map(SchemaValue.text)) }

  /// The members of an object that are there.
  static func members(_ members: (String, SchemaValue?)...) -> SchemaValue {
    .object(members.compactMap { name, value in value.map { Member(name, $0) } })
  }

  /// The value over several lines, two spaces a level, with a line end.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes, indentation: 0)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private func write(to bytes: inout [UInt8], indentation: Int) {
    switch self {
    case .text(let text): bytes.append(quoted: text)
    case .number(let number): bytes.append(number: number)
    case .literal(let text): bytes += text.utf8
    case .boolean(let isTrue): bytes += (isTrue ? "true" : "false").utf8
    case .array(let items) where items.isEmpty: bytes += "[]".utf8
    case .object(let members) where members.isEmpty: bytes += "{}".utf8
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      SchemaValue.write(items, to: &bytes, indentation) { item, bytes in
        item.write(to: &bytes, indentation: indentation + 2)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      SchemaValue.write(members, to: &bytes, indentation) { member, bytes in
        bytes.append(quoted: member.name)
        bytes += ": ".utf8
        member.value.write(to: &bytes, indentation: indentation + 2)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// Writes what stands between two brackets, an item a line.
  private static func write<Item>(
    _ items: [Item], to bytes: inout [UInt8], _ indentation: Int,
    _ item: (Item, inout [UInt8]) -> Void
  ) {
    for (index, each) in items.enumerated() {
      bytes += (index == 0 ? "\n" : ",\n").utf8
      bytes += repeatElement(UInt8(ascii: " "), count: indentation + 2)
      item(each, &bytes)
    }
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: indentation)
  }
}
