import Testing

@testable import SwitchboardClient

@Suite("Waiting before a connection is made again")
struct BackoffTests {
  @Test(
    "waits double up to the longest, each shortened by a half at most", arguments: UInt64(1)...40)
  func growth(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var backoff = Backoff(ReconnectionPolicy())
    var whole = Duration.milliseconds(500)
    for _ in 0..<40 {
      let wait = try Self.wait(&backoff, nil, &random)
      #expect(wait >= whole / 2 && wait <= whole, "seed \(seed)")
      whole = min(whole * 2, .seconds(30))
    }
  }

  @Test("anything received begins the waits anew")
  func success() throws {
    var random = SeededRandom(seed: 1)
    var backoff = Backoff(ReconnectionPolicy())
    for _ in 0..<10 { _ = backoff.failed(using: &random) }
    backoff.succeeded()
    let wait = try Self.wait(&backoff, nil, &random)
    #expect(wait <= .milliseconds(500))
  }

  @Test("a server's wait is never cut short, and bounded", arguments: UInt64(1)...40)
  func asked(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var backoff = Backoff(ReconnectionPolicy())
    let seven = try Self.wait(&backoff, .seconds(7), &random)
    #expect(seven >= .seconds(7) && seven <= .milliseconds(7_700))
    let day = try Self.wait(&backoff, .seconds(86_400), &random)
    #expect(day >= .seconds(300) && day <= .seconds(330))
  }

  @Test(
    "a wait that a stream has named is the first, and the least of all", arguments: UInt64(1)...40)
  func named(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var backoff = Backoff(ReconnectionPolicy())
    backoff.asked = .seconds(4)
    let first = try Self.wait(&backoff, nil, &random)
    #expect(first >= .seconds(4) && first <= .milliseconds(4_400), "seed \(seed)")
    for _ in 0..<10 {
      let wait = try Self.wait(&backoff, nil, &random)
      #expect(wait >= .seconds(4) && wait <= .seconds(30), "seed \(seed)")
    }
    backoff.asked = .seconds(60)
    let minute = try Self.wait(&backoff, nil, &random)
    #expect(minute >= .seconds(60) && minute <= .seconds(66), "seed \(seed)")
  }

  @Test("attempts are given up where the policy says so")
  func bounded() {
    var random = SeededRandom(seed: 1)
    var policy = ReconnectionPolicy()
    policy.attemptsMax = 3
    var backoff = Backoff(policy)
    let waits = (0..<5).map { _ in backoff.failed(using: &random) }
    #expect(waits.map { $0 != nil } == [true, true, true, false, false])
  }

  private static func wait(
    _ backoff: inout Backoff, _ asked: Duration?, _ random: inout SeededRandom
  ) throws -> Duration {
    let wait = backoff.failed(asked: asked, using: &random)
    return try #require(wait)
  }
}
