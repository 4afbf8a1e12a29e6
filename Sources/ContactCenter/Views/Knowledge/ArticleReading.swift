/// An agent's last reading of an article.
public struct ArticleReading: Payload {
  public var agent = AgentID()
  public var version: Int64 = 0
  public var readAt = Timestamp()

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who.")
    fields.required("version", &version, "The version that was read.")
    fields.required("readAt", &readAt, "When.")
  }
}
