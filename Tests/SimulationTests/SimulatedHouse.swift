import ContactCenter
import Simulation

/// Takes a simulation's events as the engine does, with the domain's own rules: facts, and what
/// follows from them in other streams.
struct SimulatedHouse {
  private(set) var aggregates: [StreamName: Aggregate] = [:]
  private(set) var floor = Floor()
  private(set) var types: [String: Int] = [:]
  private(set) var consequences = 0

  /// Why the domain refuses the event, or nil.
  mutating func take(_ simulated: SimulatedEvent) -> Rejection? {
    guard let aggregate = aggregate(simulated.stream) else {
      return Rejection(.wrongStream, state: "", allowed: [], detail: "no such stream")
    }
    switch aggregate.decide(simulated.event, by: simulated.actor, as: .fact, on: floor) {
    case .refuse(let rejection): return rejection
    case .accept(let events):
      for event in events {
        let echoes = self.aggregate(simulated.stream)?.echoes(of: event, on: floor) ?? []
        happen(event, of: simulated.stream, at: simulated.time)
        for echo in echoes {
          guard let target = self.aggregate(echo.stream),
            case .accept = target.decide(
              echo.event, by: Actor(kind: .system), as: .fact, on: floor)
          else { continue }
          happen(echo.event, of: echo.stream, at: simulated.time)
        }
      }
      consequences += events.count - 1
      return nil
    }
  }

  func customer(_ id: CustomerID) -> Customer? {
    if case .customer(let customer)? = aggregates[StreamName(.customer, id.rawValue)] {
      customer
    } else {
      nil
    }
  }

  private func aggregate(_ stream: StreamName) -> Aggregate? {
    aggregates[stream] ?? Aggregate(stream: stream)
  }

  private mutating func happen(_ event: Event, of stream: StreamName, at time: Timestamp) {
    var aggregate = aggregate(stream)
    aggregate?.evolve(event, at: time, position: 1)
    aggregates[stream] = aggregate
    floor.apply(event, of: stream, at: time)
    types[event.type.name, default: 0] += 1
  }
}
