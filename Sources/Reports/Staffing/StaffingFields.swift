import ContactCenter

/// The cells of a staffing model; nulls where there is no model to ask.
enum StaffingFields {
  static func field(_ model: ErlangC?, _ target: StaffingTarget) -> ReportField {
    ReportField(
      "erlangC",
      .group([
        ReportField("agents", model.map { .integer(Int64($0.agents)) } ?? .null),
        ReportField("occupancy", .approximate(model?.occupancy)),
        ReportField("waitProbability", .approximate(model?.waitProbability)),
        ReportField(
          "serviceLevel", .approximate(model?.serviceLevel(within: target.withinSeconds))),
        ReportField("asaSeconds", .approximate(model?.asaSeconds)),
        ReportField("queueLength", .approximate(model?.queueLength)),
      ]))
  }

  static func field(_ model: ErlangA?, _ target: StaffingTarget) -> ReportField {
    ReportField(
      "erlangA",
      .group([
        ReportField("agents", model.map { .integer(Int64($0.agents)) } ?? .null),
        ReportField("occupancy", .approximate(model?.occupancy)),
        ReportField("waitProbability", .approximate(model?.waitProbability)),
        ReportField(
          "serviceLevel", .approximate(model?.serviceLevel(within: target.withinSeconds))),
        ReportField("abandonRate", .approximate(model?.abandonProbability)),
        ReportField("meanWaitSeconds", .approximate(model?.meanWaitSeconds)),
        ReportField("queueLength", .approximate(model?.queueLength)),
      ]))
  }
}
