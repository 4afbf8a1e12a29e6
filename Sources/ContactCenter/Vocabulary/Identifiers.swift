/// A name that the contact center or a switch gives to one of its things: 1…128 UTF-8 bytes of any
/// characters but controls. Two kinds of identifier are never confused.
package protocol Identifier: FieldValue, Hashable, Comparable, CustomStringConvertible {
  var rawValue: String { get }
  init(rawValue: String)
}

extension Identifier {
  package init(_ rawValue: String) { self.init(rawValue: rawValue) }
  /// The identifier that no thing has: what a blank payload holds before it is filled in.
  package init() { self.init(rawValue: "") }
  package var description: String { rawValue }
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  package static var shape: FieldShape { .identifier }
  package init?(scalar: FieldScalar) {
    guard case .text(let text) = scalar else { return nil }
    self.init(rawValue: text)
  }
  package var scalar: FieldScalar { .text(rawValue) }
}

/// A call, by the switch's unique id.
package struct CallID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// An agent: a person, or a switch's device such as `PJSIP/400`.
package struct AgentID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  /// The agent of an answer by nobody known.
  package static let unknown = AgentID(rawValue: "unknown")
}

/// A queue in which calls wait for agents.
package struct QueueID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// A campaign of outbound calls.
package struct CampaignID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// An article of the knowledge base.
package struct ArticleID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// A word out of a list that the company or a switch keeps: a reason, a disposition, a menu.
package struct Code: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// A customer of the company.
package struct CustomerID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// A problem of a customer that may take several calls.
package struct CaseID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}
