import ContactCenter
import Testing

@Suite("Figures of visits")
struct FiguresTests {
  @Test("Cisco's worked example gives Cisco's service levels")
  func ciscoExample() {
    var counts = VisitCounts()
    counts.answered = 90
    counts.answeredWithin = 70
    counts.abandoned = 10
    counts.abandonedWithin = 10
    let levels = ServiceLevels(counts)
    #expect(levels.ignore?.count == 777_778)
    #expect(levels.negative?.count == 700_000)
    #expect(levels.positive?.count == 800_000)
    #expect(levels.answered?.count == 777_778)
  }

  @Test("a level without visits is nothing, not 0 and not 100 %")
  func emptyLevels() {
    #expect(ServiceLevels(VisitCounts()) == ServiceLevels())
    var counts = VisitCounts()
    counts.abandoned = 3
    counts.abandonedWithin = 3
    counts.shortAbandoned = 3
    let levels = ServiceLevels(counts)
    #expect(levels.answered == nil && levels.negative == nil && levels.ignore == nil)
    #expect(levels.positive?.count == 1_000_000)
  }

  @Test("a wait of exactly T is within; a wait of exactly the short limit is not short")
  func boundaries() {
    let standard = ServiceStandard(serviceLevelSeconds: 20, shortAbandonSeconds: 5)
    var counts = VisitCounts()
    for wait: Int64 in [20_000, 20_001] {
      counts.countAnswer(waitMilliseconds: wait, standard: standard)
    }
    for wait: Int64 in [4_999, 5_000] {
      counts.countAbandon(waitMilliseconds: wait, standard: standard)
    }
    #expect(counts.answeredWithin == 1)
    #expect(counts.shortAbandoned == 1)
    #expect(counts.asaSeconds?.count == 20_000_500)
  }

  @Test("a limit of 0 for short abandons means that none is short")
  func noShortAbandons() {
    var counts = VisitCounts()
    counts.countAbandon(
      waitMilliseconds: 0, standard: ServiceStandard(shortAbandonSeconds: 0))
    #expect(counts.shortAbandoned == 0)
  }

  @Test(
    "ratios are rounded half away from zero to six digits",
    arguments: [
      (1, 3, 333_333), (2, 3, 666_667), (-2, 3, -666_667), (1, 2_000_000, 1), (1, 2_000_001, 0),
      (-1, 2_000_000, -1), (0, 7, 0), (9_007_199_254, 1, 9_007_199_254_000_000),
    ] as [(Int64, Int64, Int64)])
  func rounding(numerator: Int64, denominator: Int64, millionths: Int64) {
    #expect(Millionths(numerator, over: denominator)?.count == millionths)
    #expect(Millionths(numerator, over: 0) == nil)
  }

  @Test("keys sort by time, also before 1970, then by position")
  func cohortKeys() {
    let times: [Int64] = [.min, -86_400_000, -1, 0, 1, 1_760_000_000_000, .max]
    let keys = times.flatMap { time in
      [1, 9, 10, UInt64.max].map {
        CohortKey.make(receivedAt: Timestamp(milliseconds: time), position: $0)
      }
    }
    #expect(keys == keys.sorted())
    #expect(keys.allSatisfy { $0.utf8.count == 37 })
    let zero = Timestamp(milliseconds: 0)
    #expect(CohortKey.start(at: zero) < CohortKey.make(receivedAt: zero, position: 1))
  }
}
