import Testing

@testable import HTTP2Server

@Suite("Limits as state machines, without sockets")
struct PolicyTests {
  @Test("a bucket lets its burst through, refuses the next, and refills as time passes")
  func bucket() {
    var bucket = TokenBucket(HTTPRateLimit(burst: 3, perSecond: 2), at: 0)
    let first = (0..<4).map { _ in bucket.take(at: 0) }
    #expect(first == [true, true, true, false])
    #expect(bucket.take(at: 499) == false)
    #expect(bucket.take(at: 500) == true)
    #expect(bucket.take(at: 500) == false)
  }

  @Test("a bucket never holds more than its burst, however long nothing happens")
  func bucketIsBounded() {
    var bucket = TokenBucket(HTTPRateLimit(burst: 2, perSecond: 1_000), at: 0)
    bucket.giveBack(50)
    let taken = (0..<3).map { _ in bucket.take(at: .max / 2) }
    #expect(taken == [true, true, false])
  }

  @Test("each kind of cheap frame has a limit of its own", arguments: AbuseMeter.Act.allCases)
  func meter(act: AbuseMeter.Act) {
    var meter = AbuseMeter(limits: HTTPLimits(), at: 0)
    var count = 0
    while meter.admit(act, at: 0), count < 100_000 { count += 1 }
    #expect((1..<100_000).contains(count))
    for other in AbuseMeter.Act.allCases where other != act {
      let isAdmitted = meter.admit(other, at: 0)
      #expect(isAdmitted)
    }
  }

  @Test("a client that pings and opens windows once a frame it got is never refused")
  func meterOfAnEagerReader() {
    var meter = AbuseMeter(limits: HTTPLimits(), at: 0)
    var isAdmitted = true
    for _ in 0..<50_000 {
      meter.responseFrameSent()
      isAdmitted = isAdmitted && meter.admit(.ping, at: 0)
      isAdmitted = isAdmitted && meter.admit(.windowUpdate, at: 0)
      isAdmitted = isAdmitted && meter.admit(.windowUpdate, at: 0)
    }
    #expect(isAdmitted)
  }

  @Test("a header list is kept to its limit, refused past it, and an attack past four times it")
  func headerList() {
    var limits = HTTPLimits()
    limits.headerListBytesMax = 1_000
    var meter = HeaderMeter()
    let verdicts = (0..<42).map { _ in meter.field(byteCount: 68, limits: limits) }
    #expect(verdicts[0..<10].allSatisfy { $0 == .keep })
    #expect(verdicts[10..<40].allSatisfy { $0 == .tooLarge })
    #expect(verdicts[40..<42].allSatisfy { $0 == .attack })
    #expect(meter.isTooLarge)
  }

  @Test("many small fields are refused by their number")
  func headerCount() {
    var meter = HeaderMeter()
    let limits = HTTPLimits()
    for _ in 0..<limits.headerFieldsMax {
      #expect(meter.field(byteCount: 2, limits: limits) == .keep)
    }
    #expect(meter.field(byteCount: 2, limits: limits) == .tooLarge)
  }

  @Test("the preface of HTTP/2 is told from a request, however it is cut")
  func preface() {
    let bytes = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    for cut in 1..<16 {
      var preface = ClientPreface()
      #expect(preface.judge(bytes[..<cut]) == .undecided)
      #expect(preface.judge(bytes[cut...]) == .http2)
    }
    var other = ClientPreface()
    #expect(other.judge(Array("PR".utf8)) == .undecided)
    #expect(other.judge(Array("OPFIND / HTTP/1.1".utf8)) == .other)
  }

  @Test("a drain says goodbye, refuses after a round trip, and closes after the last stream")
  func drain() {
    var machine = DrainMachine()
    #expect(machine.flushed(openStreams: 0) == .nothing)
    #expect(machine.begin(at: 0) == .sendNotice)
    #expect(machine.begin(at: 1) == .nothing)
    #expect(machine.flushed(openStreams: 0) == .nothing)
    #expect(machine.noticeAnswered() == .sendGoaway)
    #expect(machine.noticeAnswered() == .nothing)
    #expect(machine.flushed(openStreams: 1) == .nothing)
    #expect(machine.flushed(openStreams: 0) == .close)
    #expect(machine.flushed(openStreams: 0) == .nothing)
  }

  @Test("a peer that does not answer the goodbye is refused after a second")
  func drainWithoutAnswer() {
    var machine = DrainMachine()
    #expect(machine.tick(at: 5_000) == .nothing)
    #expect(machine.begin(at: 5_000) == .sendNotice)
    #expect(machine.tick(at: 5_999) == .nothing)
    #expect(machine.tick(at: 6_000) == .sendGoaway)
    #expect(machine.noticeAnswered() == .nothing)
  }

  @Test("a connection without streams is idle after its time, one with streams is asked first")
  func timers() {
    let limits = HTTPLimits()
    var timers = ConnectionTimers(at: 0)
    #expect(timers.due(at: limits.idleMilliseconds - 1, limits: limits) == .nothing)
    #expect(timers.due(at: limits.idleMilliseconds, limits: limits) == .idle)
    timers.streams(open: 1, at: 0)
    timers.heard(at: 0)
    #expect(timers.due(at: 59_999, limits: limits) == .nothing)
    #expect(timers.due(at: 60_000, limits: limits) == .ping)
    #expect(timers.due(at: 61_000, limits: limits) == .nothing)
    #expect(timers.due(at: 120_000, limits: limits) == .dead)
    timers.heard(at: 120_000)
    #expect(timers.due(at: 120_001, limits: limits) == .nothing)
  }

  @Test("a peer that takes what it is sent is alive, though it has not come to the PING yet")
  func slowReader() {
    let limits = HTTPLimits()
    var timers = ConnectionTimers(at: 0)
    timers.streams(open: 1, at: 0)
    #expect(timers.due(at: 60_000, limits: limits) == .ping)
    timers.writable(false, at: 100_000)
    timers.writable(true, at: 119_000)
    #expect(timers.due(at: 120_000, limits: limits) == .nothing)
    #expect(timers.due(at: 179_000, limits: limits) == .ping)
    timers.writable(true, at: 200_000)
    #expect(timers.due(at: 239_000, limits: limits) == .dead)
  }

  @Test("a header that does not end and a peer that does not read have their time")
  func slowPeers() {
    let limits = HTTPLimits()
    var timers = ConnectionTimers(at: 0)
    timers.header(begunAt: 0)
    #expect(timers.due(at: 9_999, limits: limits) == .nothing)
    #expect(timers.due(at: 10_000, limits: limits) == .headerTooSlow)
    timers.header(begunAt: nil)
    timers.writable(false, at: 0)
    timers.writable(false, at: 100_000)
    timers.streams(open: 1, at: 0)
    timers.heard(at: 119_000)
    #expect(timers.due(at: 120_000, limits: limits) == .dead)
    timers.writable(true, at: 120_000)
    #expect(timers.due(at: 120_000, limits: limits) == .nothing)
  }
}
