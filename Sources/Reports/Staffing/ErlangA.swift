internal import Foundation

/// A queue whose callers hang up: Poisson arrivals, exponential handle times and patience, N agents
/// (M/M/N+M).
///
/// Formulas of S. Zeltyn and A. Mandelbaum, "Call centers with impatient customers: many-server
/// asymptotics of the M/M/n+G queue" (2005), with the integrals of exponential patience written as
/// a series of positive terms in logarithms, so that neither large loads nor more load than agents
/// overflow. Any number of agents from 1 is stable: who is not answered hangs up.
package struct ErlangA: Sendable, Equatable {
  package let load: OfferedLoad
  package let agents: Int
  /// The mean time in seconds that a caller would wait.
  package let patienceSeconds: Double
  /// The share of callers who do not get an agent at once.
  package let waitProbability: Double
  /// The share of callers who hang up.
  package let abandonProbability: Double
  /// What turns the weight of a wait into its probability, as a logarithm.
  private let logScale: Double

  /// - Throws: `ReportFailure.invalidOption` for no agents, or no patience.
  package init(
    load: OfferedLoad, agents: Int, patienceSeconds: Double
  ) throws(ReportFailure) {
    guard agents > 0 else { throw .invalidOption("agents", "must be at least 1") }
    guard patienceSeconds > 0, patienceSeconds <= 86_400 else {
      throw .invalidOption("patience-seconds", "must be above 0 and at most 86400")
    }
    self.load = load
    self.agents = agents
    self.patienceSeconds = patienceSeconds
    guard load.callsPerSecond * patienceSeconds <= Self.arrivalsPerPatienceMax else {
      throw .invalidOption("patience-seconds", "is too long for so many calls a second")
    }
    let empty = 1 / ErlangC.blocking(erlangs: load.erlangs, agents: agents - 1)
    guard empty.isFinite else {
      // So many agents that nobody ever waits.
      (waitProbability, abandonProbability, logScale) = (0, 0, -.infinity)
      return
    }
    let logArrivals = log(load.callsPerSecond)
    let shape = Shape(load: load, agents: agents, patienceSeconds: patienceSeconds)
    let waiting = logArrivals + shape.logWeight(after: 0, served: false)
    let answeredLater = logArrivals + shape.logWeight(after: 0, served: true)
    // ln(empty + e^waiting), whichever of the two is the larger.
    let logEmpty = log(empty)
    let larger = max(logEmpty, waiting)
    let total = larger + log(exp(logEmpty - larger) + exp(waiting - larger))
    logScale = logArrivals - total
    waitProbability = exp(waiting - total)
    abandonProbability = max(0, exp(waiting - total) - exp(answeredLater - total))
  }

  /// The mean wait in seconds of all callers, those who hang up included.
  package var meanWaitSeconds: Double { abandonProbability * patienceSeconds }

  /// The mean number of callers who wait.
  package var queueLength: Double { meanWaitSeconds * load.callsPerSecond }

  /// The share of time that agents are on calls.
  package var occupancy: Double { load.erlangs * (1 - abandonProbability) / Double(agents) }

  /// The share of callers who wait longer than so many seconds, whether or not they are answered.
  package func waitProbability(longerThan seconds: Double) -> Double {
    let offered = exp(logScale + shape.logWeight(after: seconds, served: false))
    return offered * exp(-seconds / patienceSeconds)
  }

  /// The share of all callers answered after a wait of at most so many seconds.
  package func serviceLevel(within seconds: Double) -> Double {
    let later = exp(logScale + shape.logWeight(after: seconds, served: true))
    return max(0, 1 - abandonProbability - later)
  }

  /// The smallest number of agents that reaches a target.
  ///
  /// - Throws: `ReportFailure.invalidOption` where no number up to the bound does.
  package static func smallest(
    for load: OfferedLoad, patienceSeconds: Double, reaching target: StaffingTarget
  ) throws(ReportFailure) -> ErlangA {
    // The level rises with the number of agents: halve what lies between.
    var low = 1
    var high = OfferedLoad.agentsMax
    while low < high {
      let middle = (low + high) / 2
      let staffed = try ErlangA(load: load, agents: middle, patienceSeconds: patienceSeconds)
      if staffed.serviceLevel(within: target.withinSeconds) >= target.share {
        high = middle
      } else {
        low = middle + 1
      }
    }
    let found = try ErlangA(load: load, agents: low, patienceSeconds: patienceSeconds)
    guard found.serviceLevel(within: target.withinSeconds) >= target.share else {
      throw .invalidOption(
        "target", "no number of agents up to \(OfferedLoad.agentsMax) reaches it")
    }
    return found
  }

  /// The series has about as many terms.
  private static let arrivalsPerPatienceMax = 1_000_000.0

  private var shape: Shape {
    Shape(load: load, agents: agents, patienceSeconds: patienceSeconds)
  }
}

/// The unscaled density of the wait that a caller would have: its tails as logarithms.
private struct Shape {
  private let hangUpRate: Double
  private let arrivalsPerPatience: Double
  private let answersPerPatience: Double

  init(load: OfferedLoad, agents: Int, patienceSeconds: Double) {
    hangUpRate = 1 / patienceSeconds
    arrivalsPerPatience = load.callsPerSecond * patienceSeconds
    answersPerPatience = Double(agents) / load.handleSeconds * patienceSeconds
  }

  /// ln ∫ₜ^∞ exp(λ(1 − e^(−θv))/θ − nμv) dv; `served`: times the share of callers who would still
  /// be there, e^(−θv).
  func logWeight(after seconds: Double, served: Bool) -> Double {
    let decay = exp(-hangUpRate * seconds)
    let power = answersPerPatience + (served ? 1 : 0)
    let mass = arrivalsPerPatience * decay
    return arrivalsPerPatience * (1 - decay) - power * hangUpRate * seconds - log(hangUpRate)
      + Self.logSeries(power, mass)
  }

  /// ln Σₖ xᵏ / (a(a+1)…(a+k)): the lower incomplete gamma function without its leading factors.
  private static func logSeries(_ power: Double, _ mass: Double) -> Double {
    var term = 1 / power
    var sum = term
    var divisor = power
    var shift = 0.0
    while term > sum * 1e-17 {
      divisor += 1
      term *= mass / divisor
      sum += term
      if sum > 1e200 {
        sum *= 1e-200
        term *= 1e-200
        shift += 200
      }
    }
    return log(sum) + shift * log(10.0)
  }
}
