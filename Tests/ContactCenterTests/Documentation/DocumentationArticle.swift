import Foundation

/// An article of the documentation, with blocks that the code writes.
struct DocumentationArticle {
  private static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent()
    .appending(path: "../../../Sources/ContactCenter/ContactCenter.docc").standardizedFileURL

  private let url: URL
  private(set) var lines: [String]

  init(_ name: String) throws {
    url = Self.folder.appending(path: name + ".md")
    lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
  }

  /// The lines from the one after a heading to the next heading of the same rank; nil without it.
  private func range(under heading: String) -> Range<Int>? {
    guard let start = lines.firstIndex(of: heading) else { return nil }
    let rank = heading.prefix { $0 == "#" } + " "
    let end = lines[(start + 1)...].firstIndex { $0.hasPrefix(rank) } ?? lines.endIndex
    return start + 1..<end
  }

  /// The fenced block under a heading; nil where there is none.
  func block(under heading: String) -> [String]? {
    guard let range = fence(under: heading) else { return nil }
    return Array(lines[range])
  }

  /// Puts other lines into the fenced block under a heading, where `UPDATE_GOLDEN=1` asks for it.
  mutating func update(_ block: [String], under heading: String) throws {
    guard ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1",
      let range = fence(under: heading)
    else { return }
    lines.replaceSubrange(range, with: block)
    try lines.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
  }

  private func fence(under heading: String) -> Range<Int>? {
    guard let section = range(under: heading),
      let start = lines[section].firstIndex(where: { $0.hasPrefix("```") }),
      let end = lines[(start + 1)..<section.upperBound].firstIndex(of: "```")
    else { return nil }
    return start + 1..<end
  }
}
