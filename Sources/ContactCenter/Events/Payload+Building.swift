extension Payload {
  /// A payload filled in by a closure: `CallEvent.Answered { $0.agent = agent }`.
  public init(_ fill: (inout Self) -> Void) {
    self.init()
    fill(&self)
  }

  /// What the payload is after the visitor has walked over its fields.
  func described(by fields: inout some FieldVisitor) -> Self {
    var copy = self
    copy.describe(&fields)
    return copy
  }
}

extension FieldRules {
  /// A duration of at most 366 days.
  public static var milliseconds: FieldRules { .range(0...31_622_400_000) }
}
