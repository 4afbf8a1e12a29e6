/// What became of every line of a source.
package struct ImportSummary: Sendable, Equatable {
  /// A line that is neither events nor ignored by a rule.
  package struct Issue: Sendable, Equatable {
    /// Its number in the file, from 1.
    package var line: Int
    package var reason: ImportReason

    package init(line: Int, reason: ImportReason) {
      self.line = line
      self.reason = reason
    }
  }

  /// The name under which the log was imported.
  package var source: String
  /// Lines read.
  package var lines = 0
  /// Lines that became events.
  package var eventLines = 0
  /// Lines that a rule sets aside because they say nothing about calls or agents, by rule.
  package var ignored: [String: Int] = [:]
  /// Lines in quarantine.
  package var quarantined = 0
  /// The first `ImportLimits.listedIssuesMax` of them, in the order in which they were found.
  package var issues: [Issue] = []
  /// Events made of the lines, without those of the quarantine.
  package var events = 0

  package init(source: String) {
    self.source = source
  }

  /// Lines that a rule set aside, by whatever rule.
  package var ignoredLines: Int { ignored.values.reduce(0, +) }

  /// Whether every line is accounted for exactly once.
  package var isBalanced: Bool { lines == eventLines + ignoredLines + quarantined }
}
