/// The points that an agent's calls got for one item of a form.
public struct ItemTally: Payload {
  public var form = FormID()
  public var item = Code()
  public var reviews: Int64 = 0
  public var points: Int64 = 0
  public var pointsMax: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("form", &form, "The form.")
    fields.required("item", &item, "The item.")
    fields.required("reviews", &reviews, "Reviews that scored it.")
    fields.required("points", &points, "The points given.")
    fields.required("pointsMax", &pointsMax, "The points that could have been given.")
    var score = Millionths(points, over: pointsMax)
    fields.optional("score", &score, "The share of the points.")
  }
}
