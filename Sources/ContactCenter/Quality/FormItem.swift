/// One question of a review form.
public struct FormItem: Payload {
  public var item = Code()
  public var question: String?
  public var pointsMax = Int64()

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("item", &item, "The item's name within the form.")
    fields.optional("question", &question, .text(512), "What the reviewer asks.")
    fields.required(
      "pointsMax", &pointsMax, .range(1...100), "The points for a perfect answer; 0 is the worst.")
  }
}
