import ContactCenter
import Simulation
import Testing

/// Takes a simulation's events as the engine does, with the domain's own rules.
private struct House {
  var aggregates: [StreamName: Aggregate] = [:]
  var floor = Floor()
  var types: [String: Int] = [:]
  var consequences = 0

  /// Why the domain refuses the event, or nil.
  mutating func take(_ simulated: SimulatedEvent) -> Rejection? {
    guard var aggregate = aggregates[simulated.stream] ?? Aggregate(stream: simulated.stream) else {
      return Rejection(.wrongStream, state: "", allowed: [], detail: "no such stream")
    }
    switch aggregate.decide(simulated.event, by: simulated.actor, as: .fact, on: floor) {
    case .refuse(let rejection): return rejection
    case .accept(let events):
      for event in events {
        aggregate.evolve(event, at: simulated.time, position: 1)
        floor.apply(event, of: simulated.stream, at: simulated.time)
      }
      consequences += events.count - 1
      aggregates[simulated.stream] = aggregate
      types[simulated.event.type.name, default: 0] += 1
      return nil
    }
  }
}

@Suite("The simulated contact center")
struct SimulatorTests {
  private static let start = Timestamp(milliseconds: 1_700_000_000_000)

  private func events(
    _ count: Int, seed: UInt64, settings: SimulationSettings = SimulationSettings()
  ) -> [SimulatedEvent] {
    var simulator = Simulator(seed: seed, start: Self.start, settings: settings)
    return (0..<count).map { _ in simulator.next() }
  }

  @Test("every event is accepted by the domain", arguments: 1...12 as ClosedRange<UInt64>)
  func accepted(seed: UInt64) {
    var settings = SimulationSettings()
    // From a quiet house to one that is overrun.
    settings.ratePerHour = [40, 200, 600][Int(seed % 3)]
    settings.agents = seed % 2 == 0 ? 20 : 6
    settings.profile = seed % 4 == 0 ? .officeDay : .flat
    var house = House()
    for event in events(15_000, seed: seed, settings: settings) {
      if let rejection = house.take(event) {
        Issue.record("seed \(seed): \(event.event.type.name) \(rejection.detail)")
        return
      }
    }
    #expect(house.consequences == 0, "seed \(seed)")
  }

  @Test("an agent is on one call at a time, and only called while available")
  func oneCallAtATime() {
    var house = House()
    for event in events(30_000, seed: 7) {
      if case .call(.offered(let offered)) = event.event {
        let desk = house.floor.desk(of: offered.agent)
        #expect(desk.isAvailable && !desk.isRinging)
      }
      #expect(house.take(event) == nil)
    }
    #expect(house.floor.desks.allSatisfy { $0.tasks.count <= 1 })
  }

  @Test("the same seed gives the same events, another one others")
  func repeatable() {
    #expect(events(5_000, seed: 3) == events(5_000, seed: 3))
    #expect(events(100, seed: 3).map(\.id) != events(100, seed: 4).map(\.id))
  }

  @Test("events come in order of time, each with an id of its own")
  func ordered() {
    let events = events(20_000, seed: 5)
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.time <= $1.time })
    #expect(Set(events.map(\.id)).count == events.count)
  }

  @Test("a long day shows the duties of calls in, agents and queues: each kind of their events")
  func everyDuty() {
    var house = House()
    for event in events(120_000, seed: 11) { _ = house.take(event) }
    let notYetSimulated: Set = [
      "call.placed", "call.callee_answered", "call.connect_failed", "call.corrected",
      "call.queue_exited", "queue.closed", "customer.details_changed", "customer.merged",
      "call.proposal_made", "call.proposal_accepted", "call.proposal_refused",
      "call.order_confirmed", "call.information_collected", "call.survey_answered",
      "call.recording_started", "call.recording_paused", "call.recording_stopped",
      "call.recording_refused", "customer.data_shared", "customer.sharing_refused",
      "call.linked_to_case", "call.threshold_crossed", "call.callback_requested",
      "call.callback_due", "call.callback_completed", "customer.consent_granted",
      "customer.consent_withdrawn", "customer.do_not_call_set", "customer.contact_refused",
      "agent.shift_scheduled", "agent.shift_cancelled",
    ]
    let expected = Event.all.map(\.type.name).filter { name in
      !notYetSimulated.contains(name) && !name.hasPrefix("source.") && !name.hasPrefix("access.")
        && !name.hasPrefix("case.") && !name.hasPrefix("campaign.")
    }
    for name in expected { #expect(house.types[name, default: 0] > 0, "\(name)") }
  }

  @Test("the rate of calls is the one asked for, and the office day has its peak before noon")
  func rate() {
    var settings = SimulationSettings()
    settings.profile = .officeDay
    settings.agents = 40
    var simulator = Simulator(
      seed: 9, start: Timestamp(milliseconds: 1_699_920_000_000), settings: settings)
    var byHour = Array(repeating: 0, count: 24)
    while true {
      let event = simulator.next()
      let hour = (event.time.milliseconds - 1_699_920_000_000) / 3_600_000
      guard hour < 24 else { break }
      if case .call(.received) = event.event { byHour[Int(hour)] += 1 }
    }
    let total = byHour.reduce(0, +)
    #expect((4_400...5_200).contains(total), "\(total) calls")
    #expect(byHour[10] > 4 * byHour[22] && byHour[10] > 10 * byHour[3])
  }

  @Test("closing lets go of every call and every agent")
  func closing() {
    var simulator = Simulator(seed: 2, start: Self.start)
    var house = House()
    for _ in 0..<5_000 { _ = house.take(simulator.next()) }
    for event in simulator.close(at: Self.start) {
      #expect(house.take(event) == nil)
    }
    let open = house.aggregates.values.filter { aggregate in
      guard case .call(let call) = aggregate else { return false }
      return !call.phase.isEnd && call.phase != .wrap
    }
    #expect(open.isEmpty)
    #expect(house.floor.desks.allSatisfy { $0.sessionSince == nil })
  }

  @Test("people and numbers are invented, and personal fields are filled")
  func personalFields() {
    let events = events(5_000, seed: 1)
    let callers = events.compactMap { event -> String? in
      if case .call(.received(let received)) = event.event { received.from } else { nil }
    }
    #expect(!callers.isEmpty && callers.allSatisfy { $0.hasPrefix("+49 30 23125 ") })
    let customers = events.compactMap { event -> CustomerEvent.Registered? in
      if case .customer(.registered(let registered)) = event.event { registered } else { nil }
    }
    #expect(customers.allSatisfy { $0.name != nil && $0.phone != nil && $0.email != nil })
  }
}
