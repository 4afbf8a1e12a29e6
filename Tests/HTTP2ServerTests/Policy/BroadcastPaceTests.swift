import NIOCore
import Testing

@testable import HTTP2Server

@Suite("The pace of broadcasts")
struct BroadcastPaceTests {
  @Test("a broadcast that ends before the next one delays nothing")
  func alone() {
    var pace = BroadcastPace()
    for start in 0..<3 {
      pace.began(at: time(20 * start))
      pace.ended(at: time(20 * start + 15))
      #expect(pace.next <= time(20 * start + 15))
    }
  }

  @Test("after broadcasts that overtook each other the loop waits half as long as the last took")
  func overtaken() {
    var pace = BroadcastPace()
    pace.began(at: time(0))
    pace.began(at: time(4))
    pace.ended(at: time(12))
    #expect(pace.next == time(16))
  }

  @Test("it never waits longer than ten milliseconds, and only once")
  func bounded() {
    var pace = BroadcastPace()
    pace.began(at: time(0))
    pace.began(at: time(1))
    pace.ended(at: time(500))
    #expect(pace.next == time(510))
    pace.ended(at: time(505))
    pace.began(at: time(510))
    pace.ended(at: time(520))
    #expect(pace.next == time(510))
  }

  private func time(_ milliseconds: Int) -> NIODeadline {
    .uptimeNanoseconds(UInt64(milliseconds) * 1_000_000)
  }
}
