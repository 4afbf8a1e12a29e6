/// One row for each case, one for each promise that is to be kept, and one for each complaint.
public struct CasesProjection: Projection {
  public static let view = "cases"
  public static let foldVersion: UInt32 = 1

  private var cases = RowTable<CaseRow>("cases", .publishedInStore)
  private var followUps = RowTable<FollowUpRow>("followups", .published)
  private var complaints = RowTable<ComplaintRow>("complaints", .publishedInStore)

  public init(calendar: CalendarDays) {}

  public mutating func apply(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .case(let event): apply(event, of: recorded)
    case .call(let event): apply(event, of: recorded)
    default: break
    }
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&cases)
    try visitor.visit(&followUps)
    try visitor.visit(&complaints)
  }

  // MARK: Cases

  private mutating func apply(_ event: CaseEvent, of recorded: RecordedEvent) {
    let key = recorded.stream.id
    let followUp = followUpChange(event, of: recorded)
    let complaint = complaintChange(event, of: recorded)
    cases.update(key, isNew: recorded.version == 1, orInsert: { CaseRow(recorded) }) { row in
      row.apply(event, of: recorded)
      row.followUpsOpen += followUp
      row.complaintsOpen += complaint
      switch event {
      case .followUpCompleted: row.followUpsCompleted += 1
      case .followUpMissed: row.followUpsMissed += 1
      case .complaintResolved: row.complaintsResolved += 1
      default: break
      }
    }
  }

  /// - Returns: by how many the open promises change.
  private mutating func followUpChange(
    _ event: CaseEvent, of recorded: RecordedEvent
  ) -> Int64 {
    switch event {
    case .followUpScheduled(let promise):
      let key = Self.key(recorded, promise.followUp)
      let isMoved = followUps.row(key) != nil
      var row = FollowUpRow()
      row.caseID = CaseID(recorded.stream.id)
      row.followUp = promise.followUp
      row.customer = cases.row(recorded.stream.id)?.customer
      row.agent = promise.agent
      row.due = promise.due
      row.scheduledAt = recorded.time
      row.position = Int64(recorded.position)
      followUps.insert(row, key: key)
      return isMoved ? 0 : 1
    case .followUpDue(let promise):
      followUps.updateIfPresent(Self.key(recorded, promise.followUp)) { $0.state = .due }
      return 0
    case .followUpMissed(let promise):
      followUps.updateIfPresent(Self.key(recorded, promise.followUp)) { $0.state = .missed }
      return 0
    case .followUpCompleted(let promise):
      return followUps.remove(Self.key(recorded, promise.followUp)) ? -1 : 0
    default:
      return 0
    }
  }

  /// - Returns: by how many the open complaints change.
  private mutating func complaintChange(
    _ event: CaseEvent, of recorded: RecordedEvent
  ) -> Int64 {
    switch event {
    case .complaintReceived(let complaint):
      var row = ComplaintRow()
      row.complaint = complaint.complaint
      row.caseID = CaseID(recorded.stream.id)
      row.customer = cases.row(recorded.stream.id)?.customer
      row.about = complaint.about
      row.agent = complaint.agent
      row.call = complaint.call
      row.receivedAt = recorded.time
      row.position = Int64(recorded.position)
      complaints.insert(row, key: Self.key(recorded, complaint.complaint))
      return 1
    case .complaintResolved(let complaint):
      complaints.updateIfPresent(Self.key(recorded, complaint.complaint)) { row in
        row.state = .resolved
        row.remedy = complaint.remedy
        row.resolvedAt = recorded.time
      }
      return -1
    default:
      return 0
    }
  }

  /// The case, a slash, and the name within it.
  private static func key(_ recorded: RecordedEvent, _ name: Code) -> String {
    recorded.stream.id + "/" + name.rawValue
  }

  /// The word, a slash, and the call: apart from the keys of follow-ups by its beginning.
  private static func callbackKey(_ recorded: RecordedEvent) -> String {
    "callback:" + recorded.stream.id
  }

  // MARK: Calls

  private mutating func apply(_ event: CallEvent, of recorded: RecordedEvent) {
    switch event {
    case .linkedToCase(let link):
      cases.updateIfPresent(link.case.rawValue) { row in
        row.apply(link: CallID(recorded.stream.id), of: recorded)
      }
    case .callbackRequested(let request):
      var row = FollowUpRow()
      row.kind = .callback
      row.call = CallID(recorded.stream.id)
      row.queue = request.queue
      row.due = request.due
      row.scheduledAt = recorded.time
      row.position = Int64(recorded.position)
      followUps.insert(row, key: Self.callbackKey(recorded))
    case .callbackDue: followUps.updateIfPresent(Self.callbackKey(recorded)) { $0.state = .due }
    case .callbackCompleted: followUps.remove(Self.callbackKey(recorded))
    default: break
    }
  }
}
