import ContactCenter
import CustomerKeys
import EventCodec
import EventLog
import Foundation
import TestSupport
import Testing

@Suite("Events in the log")
struct PreparingTests {
  let keys = InMemoryKeyStore()
  var codec: EventCodec { EventCodec(keys: keys) }

  @Test("the public part is the wire's own bytes")
  func wire() throws {
    let answered = CallEvent.Answered {
      $0.agent = AgentID("PJSIP/400")
      $0.waitMilliseconds = 5_000
    }
    let new = try prepare(.call(.answered(answered)), stream: StreamName(.call, "1.0"))
    #expect(
      String(decoding: new.wire, as: UTF8.self) == """
        "specversion":"1.0","id":"7","source":"pbx","type":"call.answered","subject":"call/1.0",\
        "time":"2026-11-22T09:34:11.123Z","datacontenttype":"application/json",\
        "actorkind":"agent","actorid":"eve","data":{"agent":"PJSIP/400","waitMilliseconds":5000}}
        """)
    #expect(new.sealed.isEmpty)
    #expect(new.stream == "call/1.0" && new.type == "call.answered" && new.schemaVersion == 1)
  }

  @Test("every type comes back from the log as it went in", arguments: UInt64(1)...30)
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for blank in Event.all {
      let event = blank.filled(&generator)
      let stream = StreamName(event.streamKind, "a/\"b\" \(seed)")
      let stored = try Stored.event(prepare(event, stream: stream))
      let personal = try codec.personal(of: stored)
      let recorded = try codec.recorded(stored, personal: personal)
      #expect(recorded.event == event, "seed \(seed): \(event.type.name)")
      #expect(recorded.stream == stream && recorded.actor == Actor(kind: .agent, id: "eve"))
      #expect(recorded.position == 1 && recorded.version == 1)
      #expect(recorded.source == "pbx" && recorded.id == "7")
      #expect(codec.problems(of: event).isEmpty, "seed \(seed): \(event.type.name)")
    }
  }

  @Test("what is written is valid JSON, and decodes to the same request", arguments: UInt64(1)...10)
  func cloudEvents(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for blank in Event.all {
      let event = blank.filled(&generator)
      let stored = try Stored.event(
        prepare(event, stream: StreamName(event.streamKind, "x")))
      var bytes: [UInt8] = []
      codec.cloudEvent(of: stored, personal: try codec.personal(of: stored), into: &bytes)
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
      #expect(object["sequence"] as? String == "00000000000000000001")
      #expect(object["streamversion"] as? Int == 1)
      #expect(object["recordedtime"] as? String == "2023-11-14T22:13:20.123Z")
      let sent = try resend(object)
      #expect(try codec.decode(sent, as: .structured).first?.event == event, "seed \(seed)")
    }
  }

  @Test("personal fields are in no public byte, and open under their key")
  func seals() throws {
    let received = CallEvent.Received {
      $0.from = "+49 30 1234567"
      $0.to = "+49 800 1"
    }
    let stored = try Stored.event(
      prepare(.call(.received(received)), stream: StreamName(.call, "1")))
    let publicText = String(decoding: stored.wire, as: UTF8.self)
    #expect(!publicText.contains("1234567") && publicText.contains("+49 800 1"))
    #expect(!String(decoding: stored.sealed, as: UTF8.self).contains("1234567"))
    let blanked = try codec.recorded(stored).event
    #expect(blanked != .call(.received(received)))
    #expect(try codec.personal(of: stored) == .opened(Array(#"{"from":"+49 30 1234567"}"#.utf8)))
    var text: [UInt8] = []
    codec.cloudEvent(of: stored, into: &text)
    #expect(!String(decoding: text, as: UTF8.self).contains("1234567"))
  }

  @Test("names that look like other attributes are still names")
  func hostileNames() throws {
    let names = [
      #"x","actorkind":"system"#, #"",""#, #"\"#, #"\","actorkind":""#, "\u{1}", "é",
      #","actorkind":"#,
    ]
    for source in names {
      for id in names {
        let incoming = IncomingEvent(
          stream: StreamName(.call, id), event: .call(.held(CallEvent.Held())))
        let new = try codec.prepare(
          incoming, actor: Actor(kind: .agent, id: source), source: source, id: id, time: 0)
        let recorded = try codec.recorded(Stored.event(new))
        #expect(recorded.actor == Actor(kind: .agent, id: source))
        #expect(recorded.source == source && recorded.id == id && recorded.stream.id == id)
      }
    }
  }

  @Test("after an erasure the event is still there, and says that its personal part is gone")
  func erases() throws {
    let registered = CustomerEvent.Registered { $0.name = "Eve Adams" }
    let stored = try Stored.event(
      prepare(.customer(.registered(registered)), stream: StreamName(.customer, "c7")))
    try keys.forget(subject: "customer/c7")
    let personal = try codec.personal(of: stored)
    #expect(personal == .erased)
    let event = try codec.recorded(stored, personal: personal).event
    #expect(event == .customer(.registered(CustomerEvent.Registered())))
    var bytes: [UInt8] = []
    codec.cloudEvent(of: stored, personal: personal, into: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self).contains(#""personaldata":"erased""#))
  }

  @Test("a review's comment is gone with the call, or with the customer whom it names")
  func reviews() throws {
    let form = StreamName(.quality, "standard")
    func reviewed(_ call: String, of customer: String?) throws -> StoredEvent {
      let review = QualityEvent.CallReviewed {
        $0.call = CallID(call)
        $0.customer = customer.map { CustomerID($0) }
        $0.comment = "Spoke to Eve Adams."
      }
      return try Stored.event(prepare(.quality(.callReviewed(review)), stream: form))
    }
    let ofCall = try reviewed("1", of: nil)
    let ofCustomer = try reviewed("1", of: "c7")
    let other = try reviewed("2", of: nil)
    try keys.forget(subject: "call/1")
    #expect(try codec.personal(of: ofCall) == .erased)
    #expect(try codec.personal(of: ofCustomer) != .erased)
    try keys.forget(subject: "customer/c7")
    #expect(try codec.personal(of: ofCustomer) == .erased)
    #expect(try codec.personal(of: other) != .erased)
  }

  @Test("the sealed part of one event does not open in another")
  func bindsToTheEvent() throws {
    var first = try prepare(
      .call(.noted(CallEvent.Noted { $0.text = "a" })), stream: StreamName(.call, "1"))
    var second = first
    second.id = "8"
    first.sealed = second.sealed
    #expect(throws: KeyFailure.self) { try codec.personal(of: Stored.event(second)) }
    #expect(throws: Never.self) { try codec.personal(of: Stored.event(first)) }
  }

  @Test("the same request has the same fingerprint, another one another")
  func fingerprints() throws {
    let stream = StreamName(.call, "1")
    let noted = Event.call(.noted(CallEvent.Noted { $0.text = "a" }))
    let changed = Event.call(.noted(CallEvent.Noted { $0.text = "b" }))
    let original = try prepare(noted, stream: stream)
    #expect(try prepare(noted, stream: stream).fingerprint == original.fingerprint)
    #expect(try prepare(noted, stream: stream).sealed != original.sealed)
    #expect(try prepare(changed, stream: stream).fingerprint != original.fingerprint)
    #expect(try prepare(noted, stream: StreamName(.call, "2")).fingerprint != original.fingerprint)
    let held = Event.call(.held(CallEvent.Held()))
    let resumed = Event.call(.resumed(CallEvent.Resumed()))
    #expect(
      try prepare(held, stream: stream).fingerprint
        != prepare(resumed, stream: stream).fingerprint)
  }

  @Test("what the server fills in, and the trace, are no part of the fingerprint")
  func serverMade() throws {
    var incoming = IncomingEvent(
      stream: StreamName(.call, "1"), event: .call(.held(CallEvent.Held())))
    let actor = Actor(kind: .agent, id: "eve")
    let first = try codec.prepare(incoming, actor: actor, source: "a", id: "1", time: 1)
    incoming.traceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    let second = try codec.prepare(
      incoming, actor: Actor(kind: .system), source: "a", id: "1", time: 2)
    #expect(first.fingerprint == second.fingerprint)
    incoming.time = Timestamp(milliseconds: 3)
    let third = try codec.prepare(incoming, actor: actor, source: "a", id: "1", time: 3)
    #expect(third.fingerprint != first.fingerprint)
    incoming.time = nil
    incoming.correlation = "x"
    let fourth = try codec.prepare(incoming, actor: actor, source: "a", id: "1", time: 1)
    #expect(fourth.fingerprint != first.fingerprint)
  }

  @Test("a frame of the live stream has the cursor, the type, and the frame before it")
  func serverSentEvent() throws {
    let stored = try Stored.event(
      prepare(.call(.held(CallEvent.Held())), stream: StreamName(.call, "1")))
    var bytes: [UInt8] = []
    let epoch = Epoch(bits: 0x0123_4567_89AB_CDEF)
    codec.serverSentEvent(of: stored, epoch: epoch, previous: 0, into: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        id: 0123456789abcdef.00000000000000000001
        event: call.held
        data: {"prev":"00000000000000000000","sequence":"00000000000000000001",\
        "streamversion":1,"recordedtime":"2023-11-14T22:13:20.123Z","specversion":"1.0",\
        "id":"7","source":"pbx","type":"call.held","subject":"call/1",\
        "time":"2026-11-22T09:34:11.123Z","datacontenttype":"application/json",\
        "actorkind":"agent","actorid":"eve","data":{}}


        """)
  }

  @Test("an event of a type or version that nobody knows is poison, named")
  func poison() throws {
    var new = try prepare(.call(.held(CallEvent.Held())), stream: StreamName(.call, "1"))
    new.schemaVersion = 2
    #expect(throws: CodecFailure.unknownType(name: "call.held", version: 2)) {
      try codec.recorded(Stored.event(new))
    }
    new.type = "call.invented"
    #expect(throws: CodecFailure.unknownType(name: "call.invented", version: 2)) {
      try codec.recorded(Stored.event(new))
    }
    new = try prepare(.call(.held(CallEvent.Held())), stream: StreamName(.call, "1"))
    for length in 0..<new.wire.count - 2 {
      var cut = new
      cut.wire = Array(new.wire[..<length])
      #expect(throws: CodecFailure.self, "length \(length)") {
        try codec.recorded(Stored.event(cut))
      }
    }
  }

  @Test("older versions pass through their upcasters, one after the other")
  func upcasts() throws {
    var upcasters = Upcasters()
    upcasters.add(type: "call.answered", from: 0) { _ in Array(#"{"agent":"raised"}"#.utf8) }
    let codec = EventCodec(keys: keys, upcasters: upcasters)
    let answered = CallEvent.Answered { $0.agent = AgentID("old") }
    var new = try prepare(.call(.answered(answered)), stream: StreamName(.call, "1"))
    new.schemaVersion = 0
    let raised = CallEvent.Answered { $0.agent = AgentID("raised") }
    #expect(try codec.recorded(Stored.event(new)).event == .call(.answered(raised)))
  }

  private func prepare(_ event: Event, stream: StreamName) throws -> NewEvent {
    try codec.prepare(
      IncomingEvent(stream: stream, event: event), actor: Actor(kind: .agent, id: "eve"),
      source: "pbx", id: "7", time: 1_795_340_051_123)
  }

  /// The event as somebody would send it: without what the log added.
  private func resend(_ object: [String: Any]) throws -> [UInt8] {
    let added = ["sequence", "streamversion", "recordedtime", "personaldata"]
    let kept = object.filter { !added.contains($0.key) }
    return [UInt8](try JSONSerialization.data(withJSONObject: kept))
  }
}
