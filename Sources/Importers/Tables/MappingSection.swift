import Yams

/// One section of a mapping file on its way in: reads its keys and collects what is wrong.
struct MappingSection {
  private let path: String
  private let line: Int?
  private var entries: [String: Node] = [:]
  private var order: [String] = []
  private var used: [String] = []
  private(set) var problems: [MappingFailure.Problem] = []

  /// - Parameter node: nil where the section is missing: it is read as an empty one.
  init(_ node: Node?, path: String) {
    self.path = path
    line = node?.mark?.line
    guard let node, !Self.isNothing(node) else { return }
    guard case .mapping(let mapping) = node else {
      report(nil, "is to be a section of keys and values", at: node)
      return
    }
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        report(nil, "holds a key that is no text", at: key)
        continue
      }
      guard entries[name] == nil else {
        report(name, "stands twice", at: key)
        continue
      }
      entries[name] = value
      order.append(name)
    }
  }

  /// The keys in the order of the file, for sections whose keys are free.
  var keys: [String] { order }

  mutating func node(_ key: String) -> Node? {
    used.append(key)
    return entries[key].flatMap { Self.isNothing($0) ? nil : $0 }
  }

  /// A text, or nil where the key is missing.
  mutating func text(_ key: String) -> String? {
    guard let node = node(key) else { return nil }
    guard let text = node.scalar?.string, !text.isEmpty else {
      report(key, "is to be a text", at: node)
      return nil
    }
    return text
  }

  /// A text that must be there.
  mutating func requiredText(_ key: String, _ meaning: String) -> String {
    if let text = text(key) { return text }
    if entries[key] == nil { report(key, "is missing: \(meaning)") }
    return ""
  }

  /// One of the words of a closed set.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, default missing: Word
  ) -> Word where Word.RawValue == String {
    guard let text = text(key) else { return missing }
    if let word = Word(rawValue: text) { return word }
    let allowed = Word.allCases.map(\.rawValue).joined(separator: ", ")
    report(key, "is `\(text)`; allowed: \(allowed)")
    return missing
  }

  /// A list of texts, or a single text.
  mutating func texts(_ key: String) -> [String] {
    guard let node = node(key) else { return [] }
    if let text = node.scalar?.string { return [text] }
    guard case .sequence(let sequence) = node else {
      report(key, "is to be a text or a list of texts", at: node)
      return []
    }
    return sequence.compactMap { item in
      if item.scalar == nil { report(key, "is to be a list of texts", at: item) }
      return item.scalar?.string
    }
  }

  /// A column's name, or `{constant: value}`.
  mutating func origin(_ key: String) -> TableMapping.Origin? {
    guard let node = node(key) else { return nil }
    if let column = node.scalar?.string { return .column(column) }
    var section = MappingSection(node, path: name(key))
    let value = section.text("constant")
    section.close(allowed: ["constant"])
    problems += section.problems
    if value == nil, section.problems.isEmpty {
      report(key, "is to be a column's name or `{constant: …}`", at: node)
    }
    return value.map { .constant($0) }
  }

  /// A section inside this one.
  mutating func section(_ key: String) -> MappingSection {
    let node = node(key)
    return MappingSection(node, path: name(key))
  }

  /// Takes over what a section found.
  mutating func adopt(_ section: MappingSection) {
    problems += section.problems
  }

  /// Reports every key that is not among these.
  mutating func close(allowed: [String]) {
    for key in order where !allowed.contains(key) {
      report(key, "is no key of this section; allowed: \(allowed.joined(separator: ", "))")
    }
  }

  mutating func report(_ key: String?, _ message: String, at node: Node? = nil) {
    let found = node ?? key.flatMap { entries[$0] }
    problems.append(
      .init(line: found?.mark?.line ?? line, key: key.map(name) ?? path, message: message))
  }

  private func name(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  private static func isNothing(_ node: Node) -> Bool {
    guard let scalar = node.scalar, scalar.style == .plain else { return false }
    return scalar.string.isEmpty || scalar.string == "~" || scalar.string == "null"
  }
}
