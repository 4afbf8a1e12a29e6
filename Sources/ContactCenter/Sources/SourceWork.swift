/// What a source's events have told up to now, as far as its later events build upon it: where an
/// import of the next part of its log goes on.
public struct SourceWork: Payload {
  /// Its calls that are open, and those that it was about to tell of last.
  public var calls: [SourceCall] = []
  /// The agents, whoever told of them.
  public var agents: [SourceAgent] = []

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.objects("calls", &calls, .count(1_000_000), "Calls that are open or were until lately.")
    fields.objects("agents", &agents, .count(1_000_000), "The agents.")
  }
}
