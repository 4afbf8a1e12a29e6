package import EventLog

/// What every `EventLog` keeps, as checks that any implementation can adopt:
///
///     @Test("the log in memory keeps the contract", arguments: EventLogContract.all)
///     func contract(clause: EventLogContract.Clause) async throws {
///       try await clause.check(InMemoryEventLog())
///     }
package enum EventLogContract {
  /// One promise and what checks it, on an empty log.
  package struct Clause: Sendable, CustomStringConvertible {
    package let description: String
    package let check: @Sendable (any EventLog) async throws -> Void

    init(_ description: String, _ check: @escaping @Sendable (any EventLog) async throws -> Void) {
      self.description = description
      self.check = check
    }
  }

  /// All clauses, each to be run on a log of its own.
  package static let all: [Clause] = appending + identity + reading + watching
}
