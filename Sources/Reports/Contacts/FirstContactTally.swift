import ContactCenter

/// First-contact resolution: counts of judged contacts.
struct FirstContactTally: Sendable {
  /// Contacts that can be judged: inbound, answered, over, customer and reason known.
  var contacts: Int64 = 0
  /// Those of them that were resolved at once, as far as is known.
  var resolved: Int64 = 0
  /// Those of `contacts` whose seven days are over.
  var settled: Int64 = 0
  /// Those of `resolved` whose seven days are over.
  var settledResolved: Int64 = 0

  mutating func count(isResolved: Bool, isSettled: Bool) {
    contacts += 1
    if isResolved { resolved += 1 }
    guard isSettled else { return }
    settled += 1
    if isResolved { settledResolved += 1 }
  }

  var field: ReportField {
    ReportField(
      "fcr",
      .group([
        ReportField("contacts", .integer(contacts)),
        ReportField("resolved", .integer(resolved)),
        ReportField("settled", .integer(settled)),
        ReportField("rate", ReportValue(Millionths(settledResolved, over: settled))),
        ReportField("provisionalRate", ReportValue(Millionths(resolved, over: contacts))),
      ]))
  }
}
