package import ContactCenter

/// An event of the simulated contact center, ready to be appended as a fact.
package struct SimulatedEvent: Sendable, Equatable {
  /// The stream that it belongs to.
  package var stream: StreamName
  package var event: Event
  /// When it happens in the simulation.
  package var time: Timestamp
  /// Who does it: a customer, an agent, or the system for routing and menus.
  package var actor: Actor
  /// Unique under `Simulator.source` for one seed and start, and the same in every run of them.
  package var id: String

  package init(stream: StreamName, event: Event, time: Timestamp, actor: Actor, id: String) {
    self.stream = stream
    self.event = event
    self.time = time
    self.actor = actor
    self.id = id
  }
}
