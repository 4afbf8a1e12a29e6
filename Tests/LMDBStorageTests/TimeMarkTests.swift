import EventLog
import LMDBStorage
import TestSupport
import Testing

@Suite("Moments in the log")
struct TimeMarkTests {
  @Test("marks are of the latest time so far, near to what was asked, and survive a reopening")
  func marks() async throws {
    let folder = try TemporaryFolder()
    let times = try await folder.withStorage { storage in try await fill(storage, 20_000) }
    for _ in 1...2 {
      try await folder.withStorage { storage in
        for position in [0, 1, 4_095, 4_096, 12_345, 20_000, 99_999] as [UInt64] {
          let mark = try storage.log.timeMark(atOrBefore: position)
          #expect(mark.position <= position)
          #expect(mark.position + 4_096 > min(position, 20_000))
          #expect(mark.latest == times.prefix(Int(mark.position)).max())
        }
        for time in [-5, 0, 1, 777, 4_096, 9_999, 15_000, 19_950, 1 << 40] as [Int64] {
          let mark = try storage.log.timeMark(notLaterThan: time)
          let exact = times.prefix { $0 <= time }.count
          #expect(mark.position <= exact)
          #expect(mark.position + 4_096 > exact)
        }
      }
    }
  }

  /// Events whose times jump back and forth by up to 50 ms while they go on.
  private func fill(_ storage: LMDBStorage, _ count: Int) async throws -> [Int64] {
    var random = SeededGenerator(seed: 9)
    var times: [Int64] = []
    while times.count < count {
      let events = (0..<500).map { _ -> NewEvent in
        let time = Int64(times.count) + Int64(random.next() % 50)
        times.append(time)
        var event = Samples.event("e\(times.count)")
        event.time = time
        return event
      }
      _ = try await storage.log.append(AppendRequest(events))
    }
    return times
  }
}
