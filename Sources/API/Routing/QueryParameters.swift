/// The parameters of a request's query, in order; the same name may stand several times.
struct QueryParameters: Sendable {
  private(set) var pairs: [(name: String, value: String)] = []

  /// Nil for a broken escape. `+` is a space, as forms and `URLSearchParams` write it.
  init?(_ query: some StringProtocol) {
    for part in query.split(separator: "&") {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = halves.count == 2 ? Substring(halves[1]) : ""
      guard let name = PercentDecoding.decode(Substring(halves[0]), plusIsSpace: true),
        let value = PercentDecoding.decode(value, plusIsSpace: true)
      else { return nil }
      pairs.append((name, value))
    }
  }

  /// All values of a name.
  func values(_ name: String) -> [String] {
    pairs.filter { $0.name == name }.map(\.value)
  }

  /// The first parameter that is not among the given names, or that stands twice where only one of
  /// it has a meaning.
  func firstStranger(single: [String], repeatable: [String] = []) -> String? {
    var seen = Set<String>()
    for (name, _) in pairs where !repeatable.contains(name) {
      guard single.contains(name), seen.insert(name).inserted else { return name }
    }
    return nil
  }

  /// The value of a name that stands once.
  subscript(_ name: String) -> String? {
    pairs.first { $0.name == name }?.value
  }
}
