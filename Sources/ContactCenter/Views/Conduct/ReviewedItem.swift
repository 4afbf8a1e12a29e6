/// The points for one item in one review.
public struct ReviewedItem: Payload {
  public var item = Code()
  public var points: Int64 = 0
  public var pointsMax: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("item", &item, "The item.")
    fields.required("points", &points, "The points given.")
    fields.required("pointsMax", &pointsMax, "The points that could have been given.")
  }
}
