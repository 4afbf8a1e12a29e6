/// The newest version of a review form.
public struct ReviewFormRow: ViewRow {
  public var form = FormID()
  public var version: Int64 = 0
  public var title: String?
  public var publishedAt = Timestamp()
  public var position: Int64 = 0
  public var sampled: Int64 = 0
  public var reviewed: Int64 = 0
  public var items: [FormItem] = []

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("form", &form, "The form.")
    fields.required("version", &version, "Its newest version.")
    fields.optional("title", &title, "What people call it.")
    fields.required("publishedAt", &publishedAt, "When that was published.")
    fields.required("position", &position, "The event that published it.")
    fields.required("sampled", &sampled, "Calls chosen for it.")
    fields.required("reviewed", &reviewed, "Those that were reviewed.")
    fields.objects("items", &items, .count(100), "The questions.")
  }
}
