import ContactCenter
import Testing

@Suite("The life cycle of a call")
struct CallLifeCycleTests {
  /// A history that leads to each state, in the order of the columns below.
  static let histories: [(state: String, given: [CallEvent])] = {
    let talking: [CallEvent] = [
      .received, .queued(), .offered("anna"), .answered("anna"), .reasonRecorded,
    ]
    return [
      ("New", []),
      ("Ringing", [.placed()]),
      ("Ringing", [.received]),
      ("InMenu", [.received, .menuEntered]),
      ("Queued", [.received, .queued()]),
      ("Offered", [.received, .queued(), .offered("anna")]),
      ("Talking", talking),
      ("OnHold", talking + [.held]),
      ("Wrap", talking + [.ended()]),
      ("Closed", talking + [.ended(), .wrapEnded()]),
      ("Abandoned", [.received, .queued(), .abandoned()]),
      ("Failed", [.placed(), .connectFailed()]),
      ("Diverted", [.received, .queued(), .queueExited()]),
    ]
  }()

  /// What a person may do, and what a switch may report, in each state: New, placed, received,
  /// InMenu, Queued, Offered, Talking, OnHold, Wrap, Closed, Abandoned, Failed, Diverted.
  static let table: [(type: String, person: String, report: String)] = [
    ("received", "x............", "x............"),
    ("menu_entered", "..xx........x", "..xx........x"),
    ("placed", "x............", "x............"),
    ("callee_answered", ".x...........", ".x..........."),
    ("connect_failed", ".x...........", ".x..........."),
    ("greeted", "......x......", "..xxxxx......"),
    ("identified", "......x......", ".xxxxxxxx...."),
    ("identification_failed", "......x......", ".xxxxxxxx...."),
    ("reason_recorded", "......x.x....", ".xxxxxxxx...."),
    ("noted", "......xxxxxxx", ".xxxxxxxxxxxx"),
    ("information_provided", "......x......", "..xxxxxxx...."),
    ("solution_proposed", "......x......", "......xxx...."),
    ("proposal_made", "......x......", "......xxx...."),
    ("proposal_accepted", ".............", "............."),
    ("proposal_refused", ".............", "............."),
    ("order_confirmed", "......x......", "......xxx...."),
    ("information_collected", "......x......", "......xxx...."),
    ("survey_answered", ".............", "............."),
    ("queued", "..xx........x", "..xx........x"),
    ("wait_estimated", ".............", "....xx......."),
    ("queue_exited", "....xx.......", "....xx......."),
    ("abandoned", "..xxxx.......", "..xxxx......."),
    ("callback_requested", ".xxxxxxxxxxxx", ".xxxxxxxxxxxx"),
    ("callback_due", ".............", "............."),
    ("callback_completed", ".............", "............."),
    ("routed", "..xxx........", "..xxx........"),
    ("offered", "....xx.......", "....xx......."),
    ("offer_missed", ".....x.......", ".xxxxxxxxxxxx"),
    ("offer_rescinded", ".....x.......", ".xxxxxxxxxxxx"),
    ("answered", ".....x.......", "....xx......."),
    ("held", "......x......", "......x......"),
    ("resumed", ".......x.....", ".......x....."),
    ("recording_started", "..xxxxxx.....", "..xxxxxx....."),
    ("recording_paused", ".............", "............."),
    ("recording_stopped", ".............", "............."),
    ("recording_refused", ".............", ".xxxxxxx....."),
    ("transferred", "......xx.....", "......xx....."),
    ("ended", ".xxxxxxx....x", ".xxxxxxx....x"),
    ("wrap_ended", "........x....", "........x...."),
    ("threshold_crossed", ".............", "....xxxx....."),
    ("resolved", "......x.x....", "......xxx...."),
    ("resolution_confirmed", ".............", "............."),
    ("resolution_denied", ".............", "............."),
    ("thanked", "......x......", "......xxx...."),
    ("documented", "......x.xxxxx", "......xxxxxxx"),
    ("linked_to_case", "......xxxxxxx", ".xxxxxxxxxxxx"),
    ("feedback_requested", "......x.xx...", "......xxxx..."),
    ("feedback", ".............", "............."),
    ("feedback_declined", ".............", "............."),
    ("corrected", ".xxxxxxxxxxxx", ".xxxxxxxxxxxx"),
  ]

  @Test("every state takes exactly the inputs of the table", arguments: histories.indices)
  func table(column: Int) {
    let (state, given) = Self.histories[column]
    let story = CallStory(given)
    #expect(story.call.phase.rawValue == state)
    for (event, row) in zip(CallEvent.all, Self.table) {
      #expect(event.type.name == "call.\(row.type)")
      let person = event.variants.contains { story.commanded($0, by: .supervisor) != nil }
      let report = event.variants.contains { story.reported($0) != nil }
      #expect(person == Self.mark(row.person, column), "\(row.type) by a person in \(state)")
      #expect(report == Self.mark(row.report, column), "\(row.type) reported in \(state)")
    }
  }

  @Test("the table has a row for every type of event")
  func complete() {
    #expect(Self.table.map { "call.\($0.type)" } == CallEvent.all.map(\.type.name))
  }

  /// Further histories: the conditions that are not phases, each once on and once off.
  static let manyHistories: [[CallEvent]] = {
    let talking: [CallEvent] = [.received, .queued(), .offered("anna"), .answered("anna")]
    let resolved = talking + [.reasonRecorded, .resolved]
    return histories.map(\.given) + [
      [.placed(by: "anna")], [.placed(by: "anna"), .calleeAnswered()],
      [.placed(), .calleeAnswered()], [.received, .routed(to: .agents)],
      [.received, .routed(to: .specialist), .offered("ben")], talking, resolved,
      resolved + [.confirmed], resolved + [.denied], resolved + [.confirmed, .ended()],
      talking + [.feedbackRequested(.csat)], talking + [.ended(), .feedbackRequested()],
      talking + [.transferred()], talking + [.transferred(), .wrapEnded()],
      talking + [.transferred(toQueue: "support")],
      talking + [.transferred(toQueue: "support"), .queued("support")],
      talking + [.transferred(toQueue: "support"), .queued("support"), .abandoned()],
      talking + [.transferred(toAgent: "ben"), .offered("ben")],
      talking + [.transferred(toAgent: "ben", .attended), .answered("ben")],
      [.received, .queued(), .offered("anna"), .offered("ben")],
      talking + [.recordingStarted(.init())],
      talking + [.recordingStarted(.init()), .recordingPaused(.init())],
      talking + [.callbackRequested(.init())], talking + [.proposalMade(.init())],
      [.placed(by: "anna"), .calleeAnswered(), .surveyAnswered(.init())],
      talking + [.callbackRequested(.init()), .ended(), .callbackDue(.init())],
    ]
  }()

  @Test(
    "a refusal lists exactly the types that are accepted with some fields",
    arguments: manyHistories.indices)
  func allowedListIsTrue(index: Int) {
    let story = CallStory(Self.manyHistories[index])
    let voices: [(Actor, ProposalKind)] = [
      (.supervisor, .command), (.house, .command), (.pbx, .fact),
    ]
    for (actor, kind) in voices {
      var accepted: [String] = []
      var refusals: [Rejection] = []
      for event in CallEvent.all {
        let decisions = event.variants.map { story.decide($0, by: actor, as: kind) }
        if decisions.contains(where: { $0.events != nil }) { accepted.append(event.type.name) }
        refusals += decisions.compactMap(\.rejection)
      }
      #expect(!refusals.isEmpty)
      for refusal in refusals {
        #expect(refusal.allowed == accepted, "\(refusal) by \(actor)")
        #expect(refusal.state == story.call.phase.rawValue)
      }
    }
  }

  private static func mark(_ row: String, _ column: Int) -> Bool {
    Array(row.utf8)[column] == UInt8(ascii: "x")
  }
}
