import ContactCenter
import Simulation
import Testing

@Suite("A simulated day")
struct SimulatedDayTests {
  private static let start = Timestamp(milliseconds: 1_699_920_000_000)
  /// A day, and two hours for the review that is due after it.
  private static let length: Int64 = 26 * 3_600_000

  /// What the engine makes of reports that contradict each other: the simulated switch never does.
  private static let neverSimulated: Set = [
    "source.event_quarantined", "source.quarantine_readmitted", "source.quarantine_dismissed",
  ]

  /// Calls back with every event of the day before the house takes it.
  private func day(
    seed: UInt64, profile: SimulationSettings.Profile, callsPerHour: Double = 90,
    _ body: (SimulatedEvent, SimulatedHouse) -> Void = { _, _ in }
  ) -> SimulatedHouse {
    var settings = SimulationSettings()
    settings.profile = profile
    settings.ratePerHour = callsPerHour
    settings.agents = 14
    settings.customers = 600
    var simulator = Simulator(seed: seed, start: Self.start, settings: settings)
    var house = SimulatedHouse()
    while true {
      let event = simulator.next()
      guard event.time.millisecondsSince(Self.start) < Self.length else { return house }
      body(event, house)
      if let rejection = house.take(event) {
        Issue.record(
          "seed \(seed): \(event.event.type.name) of \(event.stream): \(rejection.detail)")
        return house
      }
    }
  }

  @Test("nothing is refused, and every type of event happens, but for the quarantine's own")
  func everyType() {
    var types: Set<String> = []
    for (seed, profile) in [
      (1, .flat), (2, .officeDay), (3, .flat),
    ] as [(UInt64, SimulationSettings.Profile)] {
      types.formUnion(day(seed: seed, profile: profile).types.keys)
    }
    let expected = Set(Event.all.map(\.type.name)).subtracting(Self.neverSimulated)
    #expect(expected.subtracting(types).sorted() == [])
    #expect(types.intersection(Self.neverSimulated).isEmpty)
  }

  @Test("nobody is called for marketing or a survey without consent, or against the list")
  func consent() {
    var calls = 0
    _ = day(seed: 5, profile: .flat) { event, house in
      guard case .call(.placed(let placed)) = event.event, let id = placed.customer,
        let customer = house.customer(id)
      else { return }
      if let needed = placed.purpose.consentNeeded {
        calls += 1
        #expect(customer.consents.contains(needed), "\(event.stream)")
      }
      if placed.purpose.respectsDoNotCall { #expect(!customer.isDoNotCall, "\(event.stream)") }
    }
    #expect(calls > 10, "\(calls) calls that need consent")
  }

  @Test("agents come within ten minutes of a scheduled shift, and nobody's shifts overlap")
  func shifts() {
    var starts: [AgentID: Set<Int64>] = [:]
    var sessions = 0
    var scheduled: [AgentID: [(start: Timestamp, end: Timestamp, name: Code)]] = [:]
    _ = day(seed: 8, profile: .officeDay) { event, _ in
      let agent = AgentID(event.stream.id)
      switch event.event {
      case .agent(.shiftScheduled(let shift)):
        starts[agent, default: []].insert(shift.start.milliseconds)
        let others = scheduled[agent, default: []]
        #expect(!others.contains { $0.start < shift.end && shift.start < $0.end }, "\(agent)")
        scheduled[agent, default: []].append((shift.start, shift.end, shift.shift))
      case .agent(.shiftCancelled(let cancelled)):
        scheduled[agent]?.removeAll { $0.name == cancelled.shift }
      case .agent(.sessionStarted):
        sessions += 1
        let near = (starts[agent] ?? []).contains {
          abs(event.time.milliseconds - $0) <= 15 * 60_000
        }
        #expect(near, "\(agent) at \(event.time.milliseconds)")
      default: break
      }
    }
    #expect(sessions > 10)
  }

  @Test("a campaign tries a contact no oftener and no sooner than it may, in its hours")
  func attempts() {
    var last: [String: [Int64]] = [:]
    _ = day(seed: 9, profile: .officeDay, callsPerHour: 20) { event, _ in
      guard case .call(.placed(let placed)) = event.event, let campaign = placed.campaign,
        let contact = placed.contact
      else { return }
      let key = "\(campaign) \(contact)"
      let minute = event.time.milliseconds / 60_000 % 1_440
      #expect((480..<1_200).contains(minute), "\(key)")
      if let before = last[key]?.last {
        #expect(event.time.milliseconds - before >= 1_800_000, "\(key)")
      }
      last[key, default: []].append(event.time.milliseconds)
    }
    #expect(last.count > 20)
    #expect(last.values.allSatisfy { $0.count <= 3 })
    #expect(last.values.contains { $0.count > 1 })
  }
}
