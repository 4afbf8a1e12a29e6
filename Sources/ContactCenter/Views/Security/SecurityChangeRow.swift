/// One change to what protects data: a right, a key, a measure.
public struct SecurityChangeRow: ViewRow {
  /// What was changed.
  public enum Kind: String, Choice {
    /// Somebody's right.
    case right
    case key
    case measure
  }

  public var kind = Kind.right
  /// Whose right, which key, which measure.
  public var subject = Code()
  /// What became of it: a role or `revoked`, a generation, a measure's change.
  public var change = Code()
  public var summary: String?
  public var reason: Code?
  public var at = Timestamp()
  public var by: Code?
  public var position: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("kind", &kind, "What was changed.")
    fields.required("subject", &subject, "Whose right, which key, which measure.")
    fields.required("change", &change, "What became of it.")
    fields.optional("summary", &summary, .text(1_024), "What it is from now on.")
    fields.optional("reason", &reason, "Why.")
    fields.required("at", &at, "When.")
    fields.optional("by", &by, "Who did it.")
    fields.required("position", &position, "The position of the event.")
  }
}
