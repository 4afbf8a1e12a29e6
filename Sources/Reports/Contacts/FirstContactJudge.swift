package import ContactCenter

/// Finds out which contacts settled their matter at once: fed with outcomes in the order of
/// arrival.
///
/// A contact is judged when it was inbound and answered, is over, and its customer and reason are
/// known. It was resolved at once when the agent resolved it and the customer did not deny it, it
/// went to no other queue, and the same customer did not come in with the same reason within seven
/// days of its arrival. Until these are over the answer is provisional.
///
/// Memory: the judged contacts of the last seven days.
package struct FirstContactJudge: Sendable {
  /// How long a matter has to stay settled.
  package static let settlingMilliseconds: Int64 = 7 * 86_400_000

  /// A contact and what is known of it.
  package struct Verdict: Sendable, Equatable {
    package var outcome: OutcomeRow
    package var isResolved: Bool
    /// Whether the seven days are over.
    package var isSettled: Bool
  }

  private struct Matter: Hashable {
    let customer: CustomerID
    let reason: Code
  }

  private struct Pending {
    let outcome: OutcomeRow
    let matter: Matter
    var cameBack = false
  }

  private static let mergesMax = 32

  private let now: Timestamp
  private let merges: [CustomerID: CustomerID]
  private var pending: [Pending] = []
  /// The number of verdicts given, so that an index of `pending` can be had from a running number.
  private var first = 0
  private var latest: [Matter: Int] = [:]

  /// - Parameters:
  ///   - now: what decides whether seven days are over.
  ///   - merges: in which record each merged customer's goes on.
  package init(now: Timestamp, merges: [CustomerID: CustomerID] = [:]) {
    self.now = now
    self.merges = merges
  }

  /// Takes the next contact.
  ///
  /// - Returns: the verdicts on those before it that no later contact can change.
  package mutating func add(_ outcome: OutcomeRow) -> [Verdict] {
    let horizon = outcome.receivedAt.adding(milliseconds: -Self.settlingMilliseconds)
    let verdicts = release { $0.outcome.receivedAt < horizon }
    guard !outcome.isOutbound, let customer = outcome.customer, let reason = outcome.reason else {
      return verdicts
    }
    let matter = Matter(customer: inForce(customer), reason: reason)
    if let number = latest[matter], number >= first { pending[number - first].cameBack = true }
    guard outcome.isAnswered, outcome.endedAt != nil else { return verdicts }
    latest[matter] = first + pending.count
    pending.append(Pending(outcome: outcome, matter: matter))
    return verdicts
  }

  /// The record in which a customer's goes on: people are the same, whatever they were called.
  private func inForce(_ customer: CustomerID) -> CustomerID {
    var (found, left) = (customer, Self.mergesMax)
    while let next = merges[found], left > 0 { (found, left) = (next, left - 1) }
    return found
  }

  /// The verdicts on all that are left.
  package mutating func finish() -> [Verdict] {
    release { _ in true }
  }

  private mutating func release(while isDecided: (Pending) -> Bool) -> [Verdict] {
    let count = pending.firstIndex { !isDecided($0) } ?? pending.count
    guard count > 0 else { return [] }
    let verdicts = pending.prefix(count).map { entry in
      let outcome = entry.outcome
      return Verdict(
        outcome: outcome,
        isResolved: outcome.isResolved && outcome.queueTransfers == 0 && !entry.cameBack,
        isSettled: outcome.receivedAt.adding(milliseconds: Self.settlingMilliseconds) <= now)
    }
    for (offset, entry) in pending.prefix(count).enumerated()
    where latest[entry.matter] == first + offset {
      latest.removeValue(forKey: entry.matter)
    }
    pending.removeFirst(count)
    first += count
    return verdicts
  }
}
