import Foundation

/// The few keywords of JSON Schema that our schemas use, checked in the plainest way.
enum SchemaCheck {
  /// What a schema finds wrong with a value, or nil.
  static func fault(of value: Any, by schema: [String: Any]) -> String? {
    if let words = schema["enum"] as? [String] {
      return words.contains(value as? String ?? "\u{0}") ? nil : "not among \(words)"
    }
    switch schema["type"] as? String {
    case "object": return object(value, schema)
    case "array": return array(value, schema)
    case "string": return string(value, schema)
    case "boolean": return value is Bool ? nil : "no boolean"
    case "integer", "number": return number(value, schema)
    case let type: return "type \(String(describing: type))"
    }
  }

  private static func object(_ value: Any, _ schema: [String: Any]) -> String? {
    guard let object = value as? [String: Any],
      let properties = schema["properties"] as? [String: [String: Any]]
    else { return "no object" }
    for name in schema["required"] as? [String] ?? [] where object[name] == nil {
      return "\(name) is missing"
    }
    for (name, member) in object {
      guard let property = properties[name] else { return "\(name) is unknown" }
      if let fault = fault(of: member, by: property) { return "\(name): \(fault)" }
    }
    return nil
  }

  private static func array(_ value: Any, _ schema: [String: Any]) -> String? {
    guard let array = value as? [Any], let items = schema["items"] as? [String: Any] else {
      return "no array"
    }
    guard array.count <= schema["maxItems"] as? Int ?? 0 else { return "too many" }
    return array.lazy.compactMap { fault(of: $0, by: items) }.first
  }

  private static func string(_ value: Any, _ schema: [String: Any]) -> String? {
    guard let text = value as? String else { return "no string" }
    let length = text.unicodeScalars.count
    guard length >= schema["minLength"] as? Int ?? 0, length <= schema["maxLength"] as? Int ?? .max
    else { return "length \(length)" }
    guard let pattern = schema["pattern"] as? String else { return nil }
    let range = text.range(of: pattern, options: .regularExpression)
    return range == text.startIndex..<text.endIndex ? nil : "not like \(pattern)"
  }

  private static func number(_ value: Any, _ schema: [String: Any]) -> String? {
    guard let number = value as? NSNumber else { return "no number" }
    guard let least = schema["minimum"] as? Int64, let most = schema["maximum"] as? Int64 else {
      return nil
    }
    return (least...most).contains(number.int64Value) ? nil : "\(number) is out of range"
  }
}
