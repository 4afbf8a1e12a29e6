import ContactCenter

/// What a report counts of customers' feedback.
struct FeedbackTally: Sendable {
  private var contacts: Int64 = 0
  private var requests: Int64 = 0
  private var responses: Int64 = 0
  private var declined: Int64 = 0
  private var satisfaction = ScaleTally()
  private var recommendation = ScaleTally()
  private var effort = ScaleTally()

  /// Counts a call that an agent answered.
  mutating func addContact() {
    contacts += 1
  }

  mutating func add(_ feedback: FeedbackRow) {
    requests += 1
    if feedback.isDeclined { declined += 1 }
    guard let score = feedback.score, let scale = feedback.scale else { return }
    responses += 1
    switch scale {
    case .csat: satisfaction.add(score, isHigh: score >= 4, isLow: score <= 2)
    case .nps: recommendation.add(score, isHigh: score >= 9, isLow: score <= 6)
    case .effort: effort.add(score, isHigh: score >= 6, isLow: score <= 2)
    }
  }

  var fields: [ReportField] {
    [
      ReportField("contacts", .integer(contacts)),
      ReportField("requests", .integer(requests)),
      ReportField("responses", .integer(responses)),
      ReportField("declined", .integer(declined)),
      ReportField("responseRate", ReportValue(Millionths(responses, over: requests))),
      ReportField(
        "csat",
        .group([
          ReportField("responses", .integer(satisfaction.count)),
          ReportField("topTwo", .integer(satisfaction.high)),
          ReportField(
            "score", ReportValue(Millionths(satisfaction.high, over: satisfaction.count))),
          ReportField("mean", ReportValue(satisfaction.mean)),
        ])),
      ReportField(
        "nps",
        .group([
          ReportField("responses", .integer(recommendation.count)),
          ReportField("promoters", .integer(recommendation.high)),
          ReportField("detractors", .integer(recommendation.low)),
          ReportField(
            "score",
            ReportValue(
              Millionths(
                (recommendation.high - recommendation.low) * 100, over: recommendation.count))),
        ])),
      ReportField(
        "effort",
        .group([
          ReportField("responses", .integer(effort.count)),
          ReportField("mean", ReportValue(effort.mean)),
        ])),
    ]
  }
}

/// Scores on one scale.
private struct ScaleTally: Sendable {
  var count: Int64 = 0
  var sum: Int64 = 0
  var high: Int64 = 0
  var low: Int64 = 0

  mutating func add(_ score: Int64, isHigh: Bool, isLow: Bool) {
    count += 1
    sum += score
    if isHigh { high += 1 }
    if isLow { low += 1 }
  }

  var mean: Millionths? { Millionths(sum, over: count) }
}
