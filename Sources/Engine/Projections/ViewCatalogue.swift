internal import ContactCenter

/// The views of this program, in the order in which they are listed.
enum ViewCatalogue {
  static func folds(calendar: CalendarDays) -> [any Fold] {
    [
      ProjectionFold<QueuesProjection>(calendar: calendar),
      ProjectionFold<AgentsProjection>(calendar: calendar),
      ProjectionFold<CallsProjection>(calendar: calendar),
      ProjectionFold<CustomersProjection>(calendar: calendar),
      ProjectionFold<VisitsProjection>(calendar: calendar),
      ProjectionFold<OutcomesProjection>(calendar: calendar),
      ProjectionFold<WorkingTimesProjection>(calendar: calendar),
      ProjectionFold<CasesProjection>(calendar: calendar),
      ProjectionFold<DeadlinesProjection>(calendar: calendar),
      ProjectionFold<CampaignsProjection>(calendar: calendar),
      ProjectionFold<ConductProjection>(calendar: calendar),
      ProjectionFold<KnowledgeProjection>(calendar: calendar),
      ProjectionFold<SkillsProjection>(calendar: calendar),
      ProjectionFold<RoutingProjection>(calendar: calendar),
      ProjectionFold<EstimatesProjection>(calendar: calendar),
      ProjectionFold<SecurityProjection>(calendar: calendar),
      FloorFold(),
    ]
  }
}
