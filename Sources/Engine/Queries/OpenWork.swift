package import ContactCenter
package import EventLog

/// What is going on according to the views: calls that are not over, agents who are logged in.
package struct OpenWork: Sendable {
  package var calls: [CallID] = []
  package var agentsInSession: [AgentID] = []
}

extension Engine {
  /// Reads what is going on from the stored folds.
  package func openWork() throws(LogFailure) -> OpenWork {
    var work = OpenWork()
    let contacts = try views.privateRows(view: QueuesProjection.view, table: "contacts")
    work.calls = contacts.map { CallID($0.key) }
    let floor = try views.storedFloor()
    work.agentsInSession = floor.desks.filter { $0.sessionSince != nil }.map(\.agent)
    return work
  }
}
