internal import Foundation

/// A queue of patient callers: Poisson arrivals, exponential handle times, N agents, nobody hangs
/// up (M/M/N).
///
/// Erlang B by the recursion B₀ = 1, Bₙ = A·Bₙ₋₁ / (n + A·Bₙ₋₁), which cannot overflow; Erlang C
/// from it. Source: A. K. Erlang (1917), as in G. Koole, "Call Center Optimization" (2013). Cost:
/// one division an agent.
package struct ErlangC: Sendable, Equatable {
  package let load: OfferedLoad
  package let agents: Int
  /// The share of calls that N lines without a queue would lose.
  package let blocking: Double
  /// The share of callers who have to wait.
  package let waitProbability: Double

  /// - Throws: `ReportFailure.invalidOption` for fewer agents than the load keeps busy: the queue
  ///   would grow without end.
  package init(load: OfferedLoad, agents: Int) throws(ReportFailure) {
    guard Double(agents) > load.erlangs else {
      throw .invalidOption(
        "agents",
        "\(agents) cannot carry a load of \(Self.text(load.erlangs)) erlangs: without hang-ups the "
          + "queue grows for ever; at least \(load.agentsMin) are needed")
    }
    self.load = load
    self.agents = agents
    blocking = Self.blocking(erlangs: load.erlangs, agents: agents)
    let busy = load.erlangs / Double(agents)
    waitProbability = blocking / (1 - busy * (1 - blocking))
  }

  /// The share of time that agents are on calls.
  package var occupancy: Double { load.erlangs / Double(agents) }

  /// The mean wait of all callers in seconds.
  package var asaSeconds: Double {
    waitProbability * load.handleSeconds / (Double(agents) - load.erlangs)
  }

  /// The mean number of callers who wait.
  package var queueLength: Double { asaSeconds * load.callsPerSecond }

  /// The share of calls answered after a wait of at most so many seconds.
  package func serviceLevel(within seconds: Double) -> Double {
    let spare = Double(agents) - load.erlangs
    return 1 - waitProbability * exp(-spare * seconds / load.handleSeconds)
  }

  /// The smallest number of agents that reaches a target.
  ///
  /// - Throws: `ReportFailure.invalidOption` where no number up to the bound does.
  package static func smallest(
    for load: OfferedLoad, reaching target: StaffingTarget
  ) throws(ReportFailure) -> ErlangC {
    var agents = load.agentsMin
    while agents <= OfferedLoad.agentsMax {
      let staffed = try ErlangC(load: load, agents: agents)
      if staffed.serviceLevel(within: target.withinSeconds) >= target.share { return staffed }
      agents += 1
    }
    throw .invalidOption("target", "no number of agents up to \(OfferedLoad.agentsMax) reaches it")
  }

  /// Erlang B.
  package static func blocking(erlangs: Double, agents: Int) -> Double {
    var blocking = 1.0
    var agent = 1.0
    while agent <= Double(agents) {
      blocking = erlangs * blocking / (agent + erlangs * blocking)
      agent += 1
    }
    return blocking
  }

  private static func text(_ number: Double) -> String {
    String((number * 1_000).rounded() / 1_000)
  }
}
