/// The points that a reviewer gave for one item of a form.
public struct ItemScore: Payload {
  public var item = Code()
  public var points = Int64()

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("item", &item, "The item.")
    fields.required("points", &points, .range(0...100), "From 0 to the most that the form gives.")
  }
}
