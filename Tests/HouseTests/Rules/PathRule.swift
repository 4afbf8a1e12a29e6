/// Nothing in the house knows the machine that it was written on.
enum PathRule {
  /// Pieces, put together here, so that this file does not break its own rule.
  static let folders = ["work", "root", "home", "Users"].map { "/\($0)/" } + ["/tmp/" + "wt"]

  static func violations(path: String, text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .flatMap { number, line in
        folders.filter { isPath($0, in: line) }
          .map { "\(path):\(number + 1): names a folder of a machine, \($0)" }
      }
  }

  /// What stands within an address or a longer path is none of ours.
  private static func isPath(_ folder: String, in line: Substring) -> Bool {
    line.ranges(of: folder).contains { range in
      guard range.lowerBound > line.startIndex else { return true }
      let before = line[line.index(before: range.lowerBound)]
      return !before.isLetter && !before.isNumber && !"./}_-".contains(before)
    }
  }
}
