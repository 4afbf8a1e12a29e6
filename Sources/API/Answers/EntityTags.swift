/// The entity tags of `If-None-Match` or `If-Match` (RFC 9110 §13.1).
enum EntityTags: Equatable {
  case absent
  /// `*`.
  case any
  /// Quoted strong tags, with their quotes. Weak ones are kept apart: for `If-None-Match` they
  /// compare equal, for `If-Match` they never match.
  case list(strong: [String], weak: [String])
  /// What is none of these.
  case malformed

  init(_ header: String?) {
    guard let header else {
      self = .absent
      return
    }
    guard header != "*" else {
      self = .any
      return
    }
    var strong: [String] = []
    var weak: [String] = []
    for part in header.split(separator: ",", omittingEmptySubsequences: true) {
      var tag = part.drop { $0 == " " || $0 == "\t" }
      while let last = tag.last, last == " " || last == "\t" { tag.removeLast() }
      let isWeak = tag.hasPrefix("W/")
      if isWeak { tag = tag.dropFirst(2) }
      guard tag.count >= 2, tag.first == "\"", tag.last == "\"" else {
        self = .malformed
        return
      }
      if isWeak { weak.append(String(tag)) } else { strong.append(String(tag)) }
    }
    self = strong.isEmpty && weak.isEmpty ? .malformed : .list(strong: strong, weak: weak)
  }

  /// The weak comparison, as `If-None-Match` uses it.
  func matches(_ tag: String) -> Bool {
    switch self {
    case .absent, .malformed: false
    case .any: true
    case .list(let strong, let weak): strong.contains(tag) || weak.contains(tag)
    }
  }
}
