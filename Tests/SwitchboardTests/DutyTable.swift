import Foundation

/// The README's table of an operator's duties, and the commands that show them.
struct DutyTable {
  struct Row {
    /// The duties that the row is about, such as 2 to 8.
    let duties: ClosedRange<Int>
    let title: String
    let commands: [[String]]
  }

  let rows: [Row]

  init(_ readme: String) {
    rows = readme.split(separator: "\n").compactMap { line in
      guard let match = line.wholeMatch(of: #/\| D(\d+)(?:–D(\d+))? (.*?) \| (.*) \|/#),
        let first = Int(match.1), let last = Int(match.2 ?? match.1), first <= last
      else { return nil }
      let commands = match.4.matches(of: #/`([^`]+)`/#).map { command in
        command.1.split(separator: " ").map { String($0) }
      }
      return Row(duties: first...last, title: String(match.3), commands: commands)
    }
  }
}
