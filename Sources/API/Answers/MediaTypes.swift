/// Which of the forms that an answer can take a client accepts (RFC 9110 §12.5.1).
enum MediaTypes {
  /// The first of `offered` with the highest weight; nil where none is acceptable.
  ///
  /// - Parameters:
  ///   - accept: the header; nil accepts everything.
  ///   - offered: full names in the server's order of preference.
  static func choose(_ accept: String?, among offered: [String]) -> String? {
    guard let accept, !accept.isEmpty else { return offered.first }
    let ranges = accept.split(separator: ",").map(Range.init)
    var best: (name: String, weight: Double)?
    for name in offered {
      let weight = weight(of: name, in: ranges)
      if weight > best?.weight ?? 0 { best = (name, weight) }
    }
    return best?.name
  }

  /// The media type of a `content-type` header without its parameters, in lower case.
  static func essence(_ header: String?) -> String? {
    header.map { trimmed($0.prefix { $0 != ";" }).lowercased() }
  }

  /// The weight that the most specific range gives to a type.
  private static func weight(of name: String, in ranges: [Range]) -> Double {
    let type = name.prefix { $0 != "/" }
    if let exact = ranges.first(where: { $0.name == name }) { return exact.weight }
    if let partial = ranges.first(where: { $0.name == "\(type)/*" }) { return partial.weight }
    return ranges.first { $0.name == "*/*" }?.weight ?? 0
  }

  private struct Range {
    let name: String
    let weight: Double

    init(_ text: Substring) {
      let parts = text.split(separator: ";").map { trimmed($0) }
      name = parts.first?.lowercased() ?? ""
      let quality = parts.dropFirst().first { $0.hasPrefix("q=") }
      weight = quality.flatMap { Double($0.dropFirst(2)) } ?? 1
    }
  }

  private static func trimmed(_ text: some StringProtocol) -> Substring {
    var rest = Substring(text)
    while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return rest
  }
}
