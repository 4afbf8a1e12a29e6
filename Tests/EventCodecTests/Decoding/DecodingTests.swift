import ContactCenter
import CustomerKeys
import EventCodec
import Testing

@Suite("Decoding events")
struct DecodingTests {
  let codec = EventCodec(keys: InMemoryKeyStore())

  @Test("reads a structured CloudEvent with all its attributes")
  func structured() throws {
    let text = """
      {"specversion":"1.0","id":"7","source":"pbx","type":"call.answered","subject":"call/1.0",
       "time":"2026-11-22T10:34:11.1+01:00","datacontenttype":"application/json",
       "dataschema":"urn:switchboard:schema:call.answered.v1","actorkind":"agent",
       "actorid":"PJSIP/400","correlationid":"c","causationid":"6",
       "traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
       "tracestate":"x=y","data":{"agent":"PJSIP/400","waitMilliseconds":5000}}
      """
    let event = try #require(codec.decode(Array(text.utf8), as: .structured).first)
    #expect(event.stream == StreamName(.call, "1.0"))
    #expect(event.id == "7" && event.source == "pbx")
    #expect(event.time == Timestamp(milliseconds: 1_795_340_051_100))
    #expect(event.actor == Actor(kind: .agent, id: "PJSIP/400"))
    #expect(event.correlation == "c" && event.causation == "6")
    #expect(event.traceParent == "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
    let answered = CallEvent.Answered {
      $0.agent = AgentID("PJSIP/400")
      $0.waitMilliseconds = 5_000
    }
    #expect(event.event == .call(.answered(answered)))
  }

  @Test("reads a plain object, and leaves to the server what it does not say")
  func plain() throws {
    let text = #"{"data":{"from":"+4930"},"stream":"call/a/b","type":"call.received"}"#
    let event = try #require(codec.decode(Array(text.utf8), as: .plain).first)
    #expect(event.stream.id == "a/b")
    #expect(event.id == nil && event.source == nil && event.time == nil && event.actor == nil)
    #expect(event.event == .call(.received(CallEvent.Received { $0.from = "+4930" })))
  }

  @Test("reads the actor of a plain object")
  func plainActor() throws {
    let text =
      #"{"type":"call.held","stream":"call/1","actor":{"kind":"supervisor","id":"eve"}}"#
    let event = try #require(codec.decode(Array(text.utf8), as: .plain).first)
    #expect(event.actor == Actor(kind: .supervisor, id: "eve"))
  }

  @Test("takes an event without data where its type requires none")
  func missingData() throws {
    let text = #"{"type":"call.held","stream":"call/1"}"#
    #expect(try codec.decode(Array(text.utf8), as: .plain).count == 1)
  }

  @Test("reads a batch in its order")
  func batch() throws {
    let items = (1...3).map {
      #"{"specversion":"1.0","id":"\#($0)","source":"s","type":"call.held","subject":"call/1"}"#
    }
    let text = "[\(items.joined(separator: ","))]"
    let events = try codec.decode(Array(text.utf8), as: .batch)
    #expect(events.map(\.id) == ["1", "2", "3"])
  }

  @Test("reads the binary mode: attributes from headers, percent-decoded, the data from the body")
  func binary() throws {
    let headers = [
      "content-type": "application/json; charset=utf-8", "ce-specversion": "1.0", "ce-id": "7",
      "ce-source": "caf%C3%A9", "ce-type": "call.answered", "ce-subject": "call/1",
    ]
    let kind = try #require(BodyKind { headers[$0] })
    let event = try #require(codec.decode(Array(#"{"agent":"a"}"#.utf8), as: kind).first)
    #expect(event.source == "café")
    #expect(event.event == .call(.answered(CallEvent.Answered { $0.agent = AgentID("a") })))
  }

  @Test("takes no body in binary mode for no data")
  func binaryWithoutBody() throws {
    let headers = [
      "ce-specversion": "1.0", "ce-id": "7", "ce-source": "s", "ce-type": "call.held",
      "ce-subject": "call/1",
    ]
    #expect(try codec.decode([], as: .binary { headers[$0] }).count == 1)
  }

  @Test(
    "ignores a trace context that is not valid",
    arguments: [
      "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "ff-x", "",
      "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
    ])
  func invalidTrace(text: String) throws {
    let body = #"{"type":"call.held","stream":"call/1","traceparent":"\#(text)"}"#
    let event = try #require(codec.decode(Array(body.utf8), as: .plain).first)
    #expect(event.traceParent == nil)
  }

  @Test(
    "names the form of a body by its headers",
    arguments: [
      ("application/cloudevents+json; charset=UTF-8", "structured"),
      ("application/cloudevents-batch+json", "batch"), ("application/json", "plain"),
      ("Application/JSON ; charset=utf-8", "plain"), ("text/plain", "none"),
      ("application/json; charset=latin1", "none"), ("", "none"),
    ])
  func forms(contentType: String, wanted: String) {
    let kind = BodyKind { $0 == "content-type" ? contentType : nil }
    let found =
      switch kind {
      case .structured: "structured"
      case .batch: "batch"
      case .plain: "plain"
      case .binary: "binary"
      case nil: "none"
      }
    #expect(found == wanted)
  }

  @Test("finds nothing wrong with an event that the rules allow, and says what is where not")
  func problemsOfEvent() {
    let good = CallEvent.Answered { $0.agent = AgentID("a") }
    #expect(codec.problems(of: .call(.answered(good))).isEmpty)
    let bad = CallEvent.Answered {
      $0.agent = AgentID("")
      $0.waitMilliseconds = -1
    }
    let problems = codec.problems(of: .call(.answered(bad)))
    #expect(problems.map(\.pointer) == ["/agent", "/waitMilliseconds"])
    #expect(problems.map(\.type) == [.outOfRange, .outOfRange])
  }
}
