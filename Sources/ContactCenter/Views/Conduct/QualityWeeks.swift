/// The weeks of agents, by week and agent.
struct QualityWeeks: Sendable {
  var rows = RowTable<QualityRow>("quality", .publishedInStore)

  mutating func update(_ week: Code, _ agent: AgentID, _ change: (inout QualityRow) -> Void) {
    rows.update(RowKey.make(week.rawValue, agent.rawValue), orInsert: QualityRow.init) { row in
      row.week = week
      row.agent = agent
      change(&row)
    }
  }
}
