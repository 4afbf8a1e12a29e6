/// What is wrong with a mapping, all at once.
package struct MappingFailure: Error, Equatable, CustomStringConvertible {
  /// One mistake.
  package struct Problem: Sendable, Equatable {
    /// The line of the mapping file, where it has one.
    package var line: Int?
    /// The key, for example `clock.zone`.
    package var key: String
    /// What is wrong, and what is allowed.
    package var message: String

    package init(line: Int?, key: String, message: String) {
      self.line = line
      self.key = key
      self.message = message
    }
  }

  /// Every mistake, in the order of the file.
  package var problems: [Problem]

  package init(_ problems: [Problem]) {
    self.problems = problems
  }

  package var description: String {
    problems.map { problem in
      let place = problem.line.map { "line \($0): " } ?? ""
      return problem.key.isEmpty
        ? place + problem.message : "\(place)`\(problem.key)` \(problem.message)"
    }.joined(separator: "\n")
  }
}
