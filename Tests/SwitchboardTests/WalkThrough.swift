import Foundation

/// A section of the README that is to be pasted into a shell: commands, and what they answer.
struct WalkThrough {
  /// The blocks of commands, one after the other.
  let commands: String
  /// What is shown below them; `…` stands for what is left out.
  let answers: [String]

  /// - Parameter titles: of the sections that belong together, in their order.
  init(_ readme: String, titles: [String]) {
    var blocks: [(language: Substring, text: String)] = []
    for title in titles {
      let section = readme.split(separator: "## \(title)\n").last ?? ""
      let text = section.split(separator: "\n## ").first ?? ""
      blocks += text.matches(of: #/(?ms)^```(\w*)\n(.*?)^```$/#).map { ($0.1, String($0.2)) }
    }
    commands = blocks.filter { $0.language == "sh" }.map(\.text).joined()
    answers = blocks.filter { $0.language != "sh" }.map(\.text)
  }

  /// The parts of the answers that an output does not have. Spaces and line ends do not count, nor
  /// what differs from one run to the next: times, epochs and ids.
  func missing(in output: String) -> [String] {
    let found = Self.comparable(output)
    return answers.flatMap { Self.comparable($0).split(separator: "…") }
      .filter { !found.contains($0) }.map { String($0) }
  }

  private static func comparable(_ text: String) -> String {
    text.replacing(/\s/, with: "")
      .replacing(/\d{4}-\d\d-\d\dT[\d:.]+Z/, with: "TIME")
      .replacing(/[0-9a-f]{16}\.(\d{20})/) { "EPOCH.\($0.1)" }
      .replacing(/"id":"[0-9a-f]{32}"/, with: "ID")
  }
}
