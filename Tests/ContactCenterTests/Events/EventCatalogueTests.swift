import ContactCenter
import Testing

@Suite("The catalogue of events")
struct EventCatalogueTests {
  private func recorded(_ event: Event) -> FieldRecorder {
    var event = event
    var recorder = FieldRecorder()
    event.describe(&recorder)
    return recorder
  }

  @Test("every type is found by its name, and its name says its stream")
  func names() {
    #expect(Set(Event.all.map(\.type.name)).count == Event.all.count)
    for event in Event.all {
      #expect(Event.blank(ofType: event.type.name) == event)
      #expect(Event.streamKind(of: event.type.name) == event.streamKind)
      #expect(event.type.version >= 1)
      #expect(event.type.summary.hasSuffix("."))
    }
    #expect(Event.blank(ofType: "call.exploded") == nil)
    #expect(Event.streamKind(of: "call") == nil)
    #expect(Event.streamKind(of: "tea.brewed") == nil)
  }

  @Test("describing a blank event leaves it as it was")
  func describeIsFaithful() {
    for event in Event.all {
      var described = event
      var recorder = FieldRecorder()
      described.describe(&recorder)
      #expect(described == event)
    }
  }

  @Test("fields have one name each, in camel case, and a sentence")
  func fields() {
    for event in Event.all {
      let recorder = recorded(event)
      #expect(Set(recorder.names).count == recorder.names.count, "\(event.type.name)")
      for name in recorder.names {
        #expect(name.first?.isLowercase == true && !name.contains("_"), "\(name)")
      }
      for summary in recorder.summaries { #expect(summary.hasSuffix("."), "\(summary)") }
    }
  }

  @Test("what a customer says, and who they are, is personal")
  func personalFields() {
    let expected: [String: [String]] = [
      "call.received": ["from"], "call.placed": ["to"], "call.reason_recorded": ["summary"],
      "call.noted": ["text"], "call.solution_proposed": ["steps"],
      "call.transferred": ["external"], "call.documented": ["steps", "summary"],
      "call.feedback": ["comment"], "call.corrected": ["text"], "agent.registered": ["name"],
      "customer.registered": ["name", "phone", "email", "address", "company"],
      "customer.details_changed": ["name", "phone", "email", "address", "company"],
      "source.event_quarantined": ["raw", "proposed"],
      "call.callback_requested": ["to"], "call.information_collected": ["value"],
      "call.survey_answered": ["text"], "campaign.contact_added": ["to", "name", "note"],
      "case.opened": ["summary"], "case.problem_identified": ["description"],
      "case.solution_found": ["steps"], "case.follow_up_scheduled": ["note"],
      "case.follow_up_completed": ["note"], "case.complaint_received": ["text"],
      "case.complaint_resolved": ["text"],
      "access.review_completed": ["note"],
      "quality.call_reviewed": ["comment"], "quality.review_disputed": ["comment"],
    ]
    for event in Event.all {
      #expect(
        recorded(event).personal == expected[event.type.name] ?? [], "\(event.type.name)")
    }
  }
}
