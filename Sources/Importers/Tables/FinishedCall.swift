import ContactCenter

/// One row of a table of finished calls, understood.
struct FinishedCall: Equatable {
  /// The call's name in the table: the texts of its id columns, joined by `-`.
  var id: String
  var outcome: TableMapping.Outcome
  var received: Timestamp
  var menuLeft: Timestamp?
  /// Missing where the call did not queue.
  var queued: Timestamp?
  var queueLeft: Timestamp?
  var answered: Timestamp?
  var ended: Timestamp?
  var waitMilliseconds: Int64?
  var ringMilliseconds: Int64?
  var talkMilliseconds: Int64?
  var holdMilliseconds: Int64?
  var wrapMilliseconds: Int64?
  var queue: String?
  var agent: String?
  var customer: String?
  var priority: Int64?
  var from: String?
  var to: String?
  var reason: String?
  var menu: String?
  var endedBy: EndingParty = .customer
}
