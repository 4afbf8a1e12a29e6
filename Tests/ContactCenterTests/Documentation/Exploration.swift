/// Goes through every state that a machine can reach, with every event that it accepts.
struct Exploration<State, Event> {
  /// The states that an event leads to, one after the other; empty where it is refused.
  let outcomes: (State, Event) -> [(event: Event, state: State)]
  /// States with the same description are the same.
  let description: (State) -> String

  /// Calls back with each step from a state that was not seen before.
  ///
  /// - Returns: the number of states.
  func visit(
    from start: State, _ events: [Event],
    _ step: (_ from: State, _ event: Event, _ to: State) -> Void
  ) -> Int {
    var seen: Set<String> = [description(start)]
    var open = [start]
    while let state = open.popLast() {
      for event in events {
        var before = state
        for outcome in outcomes(state, event) {
          step(before, outcome.event, outcome.state)
          before = outcome.state
          if seen.insert(description(before)).inserted { open.append(before) }
        }
      }
    }
    return seen.count
  }
}
