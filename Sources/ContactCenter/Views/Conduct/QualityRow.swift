/// An agent's week: what reviewers found, beside what customers said and how the procedure was
/// kept. Everything stands in the week in which the calls were answered.
public struct QualityRow: ViewRow {
  public var week = Code()
  public var agent = AgentID()
  public var reviews: Int64 = 0
  public var disputes: Int64 = 0
  public var points: Int64 = 0
  public var pointsMax: Int64 = 0
  public var csatResponses: Int64 = 0
  /// Those of 4 or 5.
  public var csatSatisfied: Int64 = 0
  public var csatPoints: Int64 = 0
  public var stepsMet: Int64 = 0
  public var stepsMissed: Int64 = 0
  public var items: [ItemTally] = []

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("week", &week, "The Monday of the week.")
    fields.required("agent", &agent, "Whose week.")
    fields.required("reviews", &reviews, "Calls reviewed.")
    fields.required("disputes", &disputes, "Reviews disputed.")
    fields.required("points", &points, "The points that reviewers gave.")
    fields.required("pointsMax", &pointsMax, "The points that they could have given.")
    var score = Millionths(points, over: pointsMax)
    fields.optional("score", &score, "The share of the points.")
    fields.required("csatResponses", &csatResponses, "Customers who told their satisfaction.")
    fields.required("csatSatisfied", &csatSatisfied, "Those who gave 4 or 5 of 5.")
    fields.required("csatPoints", &csatPoints, "The sum of what they gave.")
    var csat = Millionths(csatSatisfied, over: csatResponses)
    fields.optional("csat", &csat, "The share of the satisfied.")
    var mean = Millionths(csatPoints, over: csatResponses)
    fields.optional("csatMean", &mean, "The mean of what they gave.")
    fields.required("stepsMet", &stepsMet, "Steps of the procedure that were met.")
    fields.required("stepsMissed", &stepsMissed, "Steps that were missed.")
    var procedure = Millionths(stepsMet, over: stepsMet + stepsMissed)
    fields.optional("procedureScore", &procedure, "The share that was met.")
    fields.objects("items", &items, .count(1_000), "The points by item of the forms.")
  }

  mutating func count(_ scores: [ReviewedItem], of form: FormID, by change: Int64) {
    for score in scores {
      points += score.points * change
      pointsMax += score.pointsMax * change
      let index = index(of: score.item, of: form)
      items[index].reviews += change
      items[index].points += score.points * change
      items[index].pointsMax += score.pointsMax * change
    }
  }

  private mutating func index(of item: Code, of form: FormID) -> Int {
    if let index = items.firstIndex(where: { $0.form == form && $0.item == item }) { return index }
    items.append(
      ItemTally {
        $0.form = form
        $0.item = item
      })
    return items.count - 1
  }
}
