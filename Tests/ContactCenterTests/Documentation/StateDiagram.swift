/// A state machine as it was observed: which event leads from where to where.
///
/// Written as Mermaid, which many viewers draw and everybody can read: a line for each pair of
/// states, with the events that lead from the one to the other.
struct StateDiagram {
  private struct Arrow: Hashable {
    let from: String
    let to: String
  }

  private var events: [Arrow: Set<String>] = [:]

  /// Notes what an event did; one that left the state as it was is no arrow.
  mutating func note(_ event: String, from: String, to: String) {
    guard from != to else { return }
    events[Arrow(from: from, to: to), default: []].insert(event)
  }

  /// - Parameter states: all states in their order; the first is where everything begins.
  func lines(states: [String]) -> [String] {
    var lines = ["stateDiagram-v2"]
    for from in states {
      for to in states {
        guard let names = events[Arrow(from: from, to: to)] else { continue }
        let source = from == states.first ? "[*]" : from
        lines.append("    \(source) --> \(to) : \(names.sorted().joined(separator: ", "))")
      }
    }
    return lines
  }
}
