// The stages of a problem: identified, a solution found, resolved, confirmed, closed.

extension CaseEvent {
  /// A customer's problem became a case.
  public struct Opened: EventPayload {
    public var customer: CustomerID?
    public var call: CallID?
    public var reason: Code?
    public var priority: Int64?
    public var summary: String?

    public static let type = EventType("case.opened", 1, "A customer's problem became a case.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("customer", &customer, "Whose problem it is, where known.")
      fields.optional("call", &call, "The call in which it came up.")
      fields.optional("reason", &reason, "What it is about, out of the company's list.")
      fields.optional(
        "priority", &priority, .range(1...5), "How urgent it is: 1 is the most urgent.")
      fields.optional(
        "summary", &summary, .personal.text(4096), "The problem in the customer's words.")
    }
  }

  /// It is known what the problem is.
  public struct ProblemIdentified: EventPayload {
    public var category = Code()
    public var description: String?
    public var call: CallID?

    public static let type = EventType(
      "case.problem_identified", 1, "It is known what the problem is.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("category", &category, "What kind of problem it is.")
      fields.optional(
        "description", &description, .personal.text(16384), "The problem as it turned out.")
      fields.optional("call", &call, "The call in which it turned out.")
    }
  }

  /// It is known what would solve the problem.
  public struct SolutionFound: EventPayload {
    public var article: ArticleID?
    public var steps: [String] = []
    public var call: CallID?

    public static let type = EventType(
      "case.solution_found", 1, "It is known what would solve the problem.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("article", &article, "The article of the knowledge base that holds it.")
      fields.list("steps", &steps, .personal.text(4096), "What is to be done, step by step.")
      fields.optional("call", &call, "The call in which it was found.")
    }
  }

  /// The problem is considered solved.
  public struct Resolved: EventPayload {
    public var resolution: Code?
    public var call: CallID?

    public static let type = EventType("case.resolved", 1, "The problem is considered solved.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("resolution", &resolution, "How, out of the company's list.")
      fields.optional("call", &call, "The call in which it was solved.")
    }
  }

  /// The customer confirmed that the problem is solved.
  public struct Confirmed: EventPayload {
    public var call: CallID?

    public static let type = EventType(
      "case.confirmed", 1, "The customer confirmed that the problem is solved.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("call", &call, "The call in which the customer said so.")
    }
  }

  /// The customer said that the problem is not solved: a solution has to be found again.
  public struct Denied: EventPayload {
    public var reason: Code?
    public var call: CallID?

    public static let type = EventType(
      "case.denied", 1, "The customer said that the problem is not solved.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reason", &reason, "Why.")
      fields.optional("call", &call, "The call in which the customer said so.")
    }
  }

  /// Nothing more is to be done.
  public struct Closed: EventPayload {
    public var reason: Code?

    public static let type = EventType("case.closed", 1, "Nothing more is to be done.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reason", &reason, "Why; needed for a case that was never resolved.")
    }
  }

  /// The problem came back, or was not solved after all.
  public struct Reopened: EventPayload {
    public var reason: Code?
    public var call: CallID?

    public static let type = EventType(
      "case.reopened", 1, "The problem came back, or was not solved after all.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reason", &reason, "Why.")
      fields.optional("call", &call, "The call in which it came up again.")
    }
  }
}
