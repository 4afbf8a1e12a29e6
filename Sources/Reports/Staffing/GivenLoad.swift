/// A load that somebody names instead of measuring it.
package struct GivenLoad: Sendable, Equatable {
  package let load: OfferedLoad
  /// Nil: callers wait for ever.
  package let patienceSeconds: Double?
  /// Nil: as many as the target needs.
  package let agents: Int?

  /// How many more agents than needed the report shows.
  private static let spareAgents = 3
  /// Rows below the needed number, for a load that needs many.
  private static let rowsMax = 24

  package init(load: OfferedLoad, patienceSeconds: Double? = nil, agents: Int? = nil) {
    self.load = load
    self.patienceSeconds = patienceSeconds
    self.agents = agents
  }

  /// A row for each number of agents around the one that is needed, or for the one that is given,
  /// with the models by which it reaches the target. The total names the needed numbers.
  ///
  /// - Throws: `ReportFailure.invalidOption` for a number of agents that cannot carry the load.
  package func report(_ target: StaffingTarget) throws(ReportFailure) -> Report {
    let patient = try ErlangC.smallest(for: load, reaching: target)
    var impatient: ErlangA?
    if let patienceSeconds {
      impatient = try .smallest(for: load, patienceSeconds: patienceSeconds, reaching: target)
    }
    var rows: [Report.Row] = []
    for count in try counts(patient, impatient) {
      rows.append(try row(agents: count, target))
    }
    return Report(
      rows: rows,
      total: [
        ReportField("offeredLoad", .approximate(load.erlangs)),
        ReportField(
          "erlangC", .group([ReportField("agents", .integer(Int64(patient.agents)))])),
        ReportField(
          "erlangA",
          .group([
            ReportField("agents", impatient.map { .integer(Int64($0.agents)) } ?? .null)
          ])),
      ])
  }

  private func counts(
    _ patient: ErlangC, _ impatient: ErlangA?
  ) throws(ReportFailure) -> [Int] {
    if let agents {
      // Named: refused where even they could not carry the load.
      if patienceSeconds == nil { _ = try ErlangC(load: load, agents: agents) }
      return [agents]
    }
    let needed = [patient.agents, impatient?.agents ?? patient.agents]
    let last = (needed.max() ?? 0) + Self.spareAgents
    let first = min(load.agentsMin, needed.min() ?? last)
    return Array(max(first, last - Self.rowsMax + 1)...last)
  }

  private func row(agents: Int, _ target: StaffingTarget) throws(ReportFailure) -> Report.Row {
    // Fewer agents than the load have no figures without hang-ups.
    let patient = agents >= load.agentsMin ? try ErlangC(load: load, agents: agents) : nil
    var impatient: ErlangA?
    if let patienceSeconds {
      impatient = try ErlangA(load: load, agents: agents, patienceSeconds: patienceSeconds)
    }
    let reached = [
      patient.map { $0.serviceLevel(within: target.withinSeconds) >= target.share } == true
        ? "Erlang C" : nil,
      impatient.map { $0.serviceLevel(within: target.withinSeconds) >= target.share } == true
        ? "Erlang A" : nil,
    ]
    return [
      ReportField("reachedBy", .text(reached.compactMap(\.self).joined(separator: ", "))),
      ReportField("agents", .integer(Int64(agents))),
      ReportField("offeredLoad", .approximate(load.erlangs)),
      StaffingFields.field(patient, target),
      StaffingFields.field(impatient, target),
    ]
  }
}
