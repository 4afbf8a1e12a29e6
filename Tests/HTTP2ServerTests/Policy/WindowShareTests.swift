import Testing

@testable import HTTP2Server

@Suite("Sharing the peer's connection window")
struct WindowShareTests {
  /// A peer and the streams that send to it, frame by frame.
  private struct Model {
    var share = WindowShare()
    var window = 65_535
    var debts: [WindowShare.Debt]
    var stalled: Set<Int> = []

    init(streams: Int) {
      debts = Array(repeating: WindowShare.Debt(), count: streams)
    }

    /// Sends as much as the stream may; returns how much.
    mutating func send(_ stream: Int, atMost: Int = .max) -> Int {
      guard !stalled.contains(stream) else { return 0 }
      var sent = 0
      while sent < atMost, window > 0 {
        let allowance = min(share.allowance(window: window, debt: debts[stream]), window)
        guard allowance > 0 else {
          share.stalled(&debts[stream])
          stalled.insert(stream)
          break
        }
        let count = min(allowance, 16_384, atMost - sent)
        window -= count
        share.sent(count, on: &debts[stream])
        sent += count
      }
      return sent
    }

    /// A second passes; returns whether stalled streams may go on.
    mutating func wait() -> Bool {
      guard share.tick(isStalled: !stalled.isEmpty) else { return false }
      stalled = []
      return true
    }

    /// The peer reads what it got of a stream.
    mutating func credit(_ stream: Int, _ count: Int, streamToo: Bool = true) {
      window += count
      share.windowOpened(by: count, to: window)
      if streamToo { share.credited(count, on: &debts[stream]) }
      stalled.remove(stream)
    }
  }

  @Test("one stream that nobody reads gets half of the window and no more")
  func oneUnreadStream() {
    var model = Model(streams: 1)
    #expect(model.send(0) == 32_768)
    #expect(model.send(0) == 0)
  }

  @Test(
    "streams that nobody reads leave a quarter of the window, however many and in what turn",
    arguments: [2, 10, 250], [100, 16_384, 100_000])
  func manyUnreadStreams(count: Int, turn: Int) {
    var model = Model(streams: count)
    for _ in 0..<1_000 {
      for stream in 0..<count { _ = model.send(stream, atMost: turn) }
    }
    #expect(model.window >= 65_535 / 4)
  }

  @Test("streams that were read and then are not leave something for the next one")
  func noLongerRead() {
    var model = Model(streams: 60)
    for stream in 0..<50 {
      for _ in 0..<20 { model.credit(stream, model.send(stream, atMost: 1_000)) }
      _ = model.send(stream)
    }
    for stream in 50..<60 { #expect(model.send(stream) > 0) }
  }

  @Test("a stream that is read goes on beside streams that are not", arguments: [1, 3, 10, 100])
  func aReadStreamGoesOn(unread: Int) {
    var model = Model(streams: unread + 1)
    for stream in 0..<unread { _ = model.send(stream) }
    var received = 0
    for _ in 0..<100_000 where received < 1_000_000 {
      let sent = model.send(unread)
      #expect(sent > 0 || model.stalled.contains(unread))
      guard sent > 0 else { break }
      received += sent
      model.credit(unread, sent)
    }
    #expect(received > 100_000)
  }

  @Test(
    "a peer that gives back the connection's window at half and a stream's never is not starved")
  func connectionCreditOnly() {
    var model = Model(streams: 1)
    var received = 0
    var unread = 0
    while received < 10_000_000 {
      let sent = model.send(0)
      guard sent > 0 else { break }
      received += sent
      unread += sent
      // What libnghttp2 does as a client.
      if unread >= 65_535 / 2 {
        model.credit(0, unread, streamToo: false)
        unread = 0
      }
    }
    #expect(received >= 10_000_000)
  }

  @Test("beside one that is not read a stream goes on where the peer gives back at half, too")
  func givingBackAtHalf() {
    var model = Model(streams: 2)
    _ = model.send(0)
    var received = 0
    var unread = 0
    var waits = 0
    while received < 1_000_000, waits < 10 {
      let sent = model.send(1)
      received += sent
      unread += sent
      if unread >= 65_535 / 2 {
        model.credit(1, unread)
        unread = 0
      } else if sent == 0 {
        waits += 1
        _ = model.wait()
      }
    }
    #expect(received >= 1_000_000)
    #expect(waits == 2)
  }

  @Test("a peer that gives back at once is known, however long unread streams wait")
  func givingBackAtOnce() {
    var model = Model(streams: 3)
    model.credit(0, model.send(0, atMost: 100))
    for stream in 0..<3 { _ = model.send(stream) }
    let hasWaited = (0..<5).map { _ in model.wait() }
    #expect(!hasWaited.contains(true))
    #expect(model.window >= 65_535 / 4)
  }

  @Test("two streams read by a client that gives back at half are not starved")
  func twoReadStreams() {
    var model = Model(streams: 2)
    var received = 0
    var unread = 0
    var round = 0
    while received < 10_000_000, round < 100_000 {
      round += 1
      for stream in 0...1 {
        let sent = model.send(stream, atMost: 4_000)
        received += sent
        unread += sent
        guard unread >= 65_535 / 2 else { continue }
        model.credit(0, unread, streamToo: false)
        model.credit(1, 0, streamToo: false)
        unread = 0
      }
    }
    #expect(received >= 10_000_000)
  }
}
