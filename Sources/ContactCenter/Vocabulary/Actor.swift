/// Who did it.
public struct Actor: Sendable, Hashable {
  /// What an actor is.
  public enum Kind: String, Choice {
    /// The contact center itself: the engine's clock, a deadline, an import.
    case system
    case agent
    case supervisor
    /// A switch or another program that reports what happened.
    case integration
    case customer
    case `operator`
  }

  public var kind: Kind
  /// The person's or program's name; empty where the kind says enough.
  public var id: String

  public init(kind: Kind, id: String = "") {
    self.kind = kind
    self.id = id
  }
}
