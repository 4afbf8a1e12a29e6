/// A case on one page: its stage, the calls it took, what is promised and what is complained of.
public struct CaseRow: ViewRow {
  /// Entries kept in the timeline; the rest is counted, and found in the case's stream.
  public static let timelineMax = 100
  /// Calls kept; a case that takes more shows the first ones.
  public static let callsMax = 100

  public var caseID = CaseID()
  public var stage = CaseStage.opened
  public var customer: CustomerID?
  public var reason: Code?
  public var category: Code?
  public var priority: Int64?
  public var resolution: Code?
  public var openedAt = Timestamp()
  public var stageSince = Timestamp()
  public var resolvedAt: Timestamp?
  public var closedAt: Timestamp?
  public var denials: Int64 = 0
  public var reopenings: Int64 = 0
  public var calls: [CallID] = []
  public var followUpsOpen: Int64 = 0
  public var followUpsCompleted: Int64 = 0
  public var followUpsMissed: Int64 = 0
  public var complaintsOpen: Int64 = 0
  public var complaintsResolved: Int64 = 0
  public var timeline: [CaseTimelineEntry] = []
  public var timelineOmitted: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("case", &caseID, "The case.")
    fields.required("stage", &stage, "How far it has come.")
    fields.optional("customer", &customer, "Whose problem it is.")
    fields.optional("reason", &reason, "What it is about.")
    fields.optional("category", &category, "What the problem turned out to be.")
    fields.optional("priority", &priority, "How urgent it is: 1 is the most urgent.")
    fields.optional("resolution", &resolution, "How it was solved.")
    fields.required("openedAt", &openedAt, "When it was opened.")
    fields.required("stageSince", &stageSince, "Since when it is at its stage.")
    fields.optional("resolvedAt", &resolvedAt, "When it was solved last.")
    fields.optional("closedAt", &closedAt, "When it was closed, while it is.")
    fields.required("denials", &denials, "Times that the customer said it is not solved.")
    fields.required("reopenings", &reopenings, "Times that it came back.")
    fields.list("calls", &calls, .count(Self.callsMax), "The calls it took, in order.")
    fields.required("followUpsOpen", &followUpsOpen, "Promises that are to be kept.")
    fields.required("followUpsCompleted", &followUpsCompleted, "Promises that were kept.")
    fields.required("followUpsMissed", &followUpsMissed, "Promises not kept in time; each counts.")
    fields.required("complaintsOpen", &complaintsOpen, "Complaints that are to be settled.")
    fields.required("complaintsResolved", &complaintsResolved, "Complaints that were settled.")
    fields.objects("timeline", &timeline, .count(Self.timelineMax), "Its first events, in order.")
    fields.required("timelineOmitted", &timelineOmitted, "Events beyond those.")
  }
}

/// One event in the life of a case.
public struct CaseTimelineEntry: Payload {
  public var position: Int64 = 0
  public var time = Timestamp()
  public var type = ""
  public var call: CallID?

  public init() {}

  init(_ recorded: RecordedEvent, call: CallID?) {
    position = Int64(recorded.position)
    time = recorded.time
    type = recorded.event.type.name
    self.call = call
  }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("position", &position, "Its position in the log.")
    fields.required("time", &time, "When it happened.")
    fields.required("type", &type, "The event's type.")
    fields.optional("call", &call, "The call in which it happened.")
  }
}
