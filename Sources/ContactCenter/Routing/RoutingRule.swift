/// The rule by which agents are put in order for a call: pure, so that a recorded decision can be
/// made again from what it recorded.
public enum RoutingRule {
  /// Changes whenever the same candidates may be put in another order.
  public static let version: Int64 = 1
  /// As many candidates are looked at and recorded.
  public static let candidatesMax = 100

  /// Candidates in the order in which they are to be offered a call, best first.
  ///
  /// They are compared by misses, penalty, score, idle since, and name; what is missing counts as
  /// 0. A weighted draw puts the penalty into the weights instead, 1 / (penalty + 1), and scores by
  /// the order of the draw.
  ///
  /// - Parameters:
  ///   - candidates: in any order: the result does not depend on it.
  ///   - seed: of a weighted draw; other strategies do not look at it.
  public static func order(
    _ candidates: [RoutingCandidate], by strategy: RoutingStrategy, seed: Int64?
  ) -> [RoutingCandidate] {
    guard strategy == .weightedRandom else { return candidates.sorted(by: precedes) }
    let drawn = draw(candidates.sorted { $0.agent < $1.agent }, seed: seed ?? 0)
    return drawn.sorted { left, right in
      (left.misses ?? 0, left.score ?? 0) < (right.misses ?? 0, right.score ?? 0)
    }
  }

  /// Whom of the candidates, best first, the call is to ring.
  public static func chosen(
    from ordered: [RoutingCandidate], by strategy: RoutingStrategy
  ) -> [AgentID] {
    ordered.prefix(strategy == .ringAll ? candidatesMax : 1).map(\.agent)
  }

  private static func precedes(_ left: RoutingCandidate, _ right: RoutingCandidate) -> Bool {
    let (here, there) = (key(left), key(right))
    return here == there ? left.agent < right.agent : here < there
  }

  private static func key(_ candidate: RoutingCandidate) -> (Int64, Int64, Int64, Int64) {
    (
      candidate.misses ?? 0, candidate.penalty ?? 0, candidate.score ?? 0,
      candidate.idleSince?.milliseconds ?? 0
    )
  }

  /// Draws all candidates one after the other, each time with chances in proportion to the weights
  /// of those who are left. Whole numbers only: the same on every machine.
  private static func draw(_ candidates: [RoutingCandidate], seed: Int64) -> [RoutingCandidate] {
    var random = RoutingRandom(seed: UInt64(bitPattern: seed))
    var left = candidates
    var drawn: [RoutingCandidate] = []
    while !left.isEmpty {
      let weights = left.map { 1_000_000 / UInt64($0.penalty.map { $0 + 1 } ?? 1) + 1 }
      var mark = random.next(below: weights.reduce(0, +))
      var index = 0
      while mark >= weights[index] {
        mark -= weights[index]
        index += 1
      }
      left[index].score = Int64(drawn.count)
      drawn.append(left.remove(at: index))
    }
    return drawn
  }
}

extension CallEvent.Routed {
  /// Whom the recorded candidates lead to by the rule: a replay needs no router, and finds a
  /// decision that was changed afterwards. Nil for a decision of another rule, or of a switch.
  public var rederivedIDs: [Code]? {
    guard ruleVersion == RoutingRule.version, strategy != .external, target == .agents else {
      return nil
    }
    let ordered = RoutingRule.order(candidates, by: strategy, seed: seed)
    return RoutingRule.chosen(from: ordered, by: strategy).map { Code($0.rawValue) }
  }
}
