/// A name that the contact center or a switch gives to one of its things: 1…128 UTF-8 bytes of any
/// characters but controls. Two kinds of identifier are never confused.
public protocol Identifier: FieldValue, Hashable, Comparable, CustomStringConvertible {
  var rawValue: String { get }
  init(rawValue: String)
}

extension Identifier {
  public init(_ rawValue: String) { self.init(rawValue: rawValue) }
  /// The identifier that no thing has: what a blank payload holds before it is filled in.
  public init() { self.init(rawValue: "") }
  public var description: String { rawValue }
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  public static var shape: FieldShape { .identifier }
  public init?(scalar: FieldScalar) {
    guard case .text(let text) = scalar else { return nil }
    self.init(rawValue: text)
  }
  public var scalar: FieldScalar { .text(rawValue) }
}

/// A call, by the switch's unique id.
public struct CallID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// An agent: a person, or a switch's device such as `PJSIP/400`.
public struct AgentID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The agent of an answer by nobody known.
  public static let unknown = AgentID(rawValue: "unknown")
}

/// A queue in which calls wait for agents.
public struct QueueID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// A campaign of outbound calls.
public struct CampaignID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// An article of the knowledge base.
public struct ArticleID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// A word out of a list that the company or a switch keeps: a reason, a disposition, a menu.
public struct Code: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// A customer of the company.
public struct CustomerID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// A problem of a customer that may take several calls.
public struct CaseID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}
