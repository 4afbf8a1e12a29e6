/// What a report is about: the last part of its address, and the word of the command line.
package enum ReportSubject: String, Sendable, CaseIterable {
  /// Queue visits by queue.
  case queues
  /// Handled segments, and working time, by agent.
  case agents
  /// Whole calls by queue, agent, reason or campaign.
  case contacts
  /// Satisfaction and recommendation by queue, agent, reason or campaign.
  case feedback
  /// Volumes and reasons over time, what is rising, the seasonal profile.
  case trends
  /// How many agents the calls need.
  case staffing
  /// How good the estimates of waits were.
  case estimates

  /// The options that this report knows beside those of every report; see `ReportDetails`.
  package var detailNames: [String] {
    switch self {
    case .queues, .agents, .estimates: []
    case .contacts, .feedback: ["by"]
    case .trends: ["show", "recent", "baseline"]
    case .staffing:
      [
        "target", "service-level", "within", "calls", "interval-minutes", "handle-seconds",
        "patience-seconds", "agents",
      ]
    }
  }

  /// All words, for messages.
  package static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
