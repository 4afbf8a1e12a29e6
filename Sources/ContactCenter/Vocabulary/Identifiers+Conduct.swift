// The names of what the contact center asks of its agents.

/// A procedure that calls have to follow, through all its versions.
public struct PolicyID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// A form by which calls are reviewed, through all its versions.
public struct FormID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}
