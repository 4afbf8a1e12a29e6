import NIOCore
import Testing

@testable import HTTP2Server

@Suite("A body that a source gives")
struct OutgoingBodyTests {
  @Test("a source is believed that nothing follows as long as nothing was left to send meanwhile")
  func quiet() {
    let feed = Feed()
    feed.publish("hello")
    var body = OutgoingBody(StreamedBody(source: FeedSource(feed: feed), followsWake: true))
    #expect(text(body.next(upTo: 10)) == "hello" && body.isQuiet)

    feed.publish("good bye")
    #expect(text(body.next(upTo: 4)) == "good" && !body.isQuiet)
    feed.publish("!")
    #expect(text(body.next(upTo: 4)) == " bye" && !body.isQuiet)
    #expect(text(body.next(upTo: 4)) == "!" && body.isQuiet)
  }

  private func text(_ piece: OutgoingBody.Piece) -> String? {
    guard case .bytes(let bytes, _) = piece else { return nil }
    return String(buffer: bytes)
  }
}
