import ContactCenter
import Simulation
import Testing

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
    var house = SimulatedHouse()
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
    var house = SimulatedHouse()
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

  @Test("what follows by itself is what the engine records: attempts, kept promises to call back")
  func echoes() {
    var house = SimulatedHouse()
    for event in events(60_000, seed: 6) { #expect(house.take(event) == nil) }
    for name in ["campaign.attempt_started", "campaign.attempt_ended", "call.callback_completed"] {
      #expect(house.types[name, default: 0] > 0, "\(name)")
      #expect(!events(60_000, seed: 6).contains { $0.event.type.name == name }, "\(name)")
    }
  }

  @Test("where the engine's clock watches, the simulation does not say what falls due")
  func clock() {
    var settings = SimulationSettings()
    let played = events(40_000, seed: 3, settings: settings)
    #expect(played.contains { $0.actor.id == "clock" })
    settings.playsClock = false
    #expect(!events(40_000, seed: 3, settings: settings).contains { $0.actor.id == "clock" })
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
    var house = SimulatedHouse()
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
