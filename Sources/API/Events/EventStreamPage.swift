internal import Engine
internal import EventLog

/// Events that a read of the log has found, written out: what a stream that catches up sends next.
struct EventStreamPage: Sendable {
  /// The position that it was asked after.
  let after: UInt64
  /// Bytes of the log that are looked at in one read.
  let byteCountMax: Int
  private(set) var bytes: [UInt8] = []
  /// Everything up to here is in it, or was left out.
  private(set) var through: UInt64
  private(set) var lastEvent: UInt64?
  private(set) var count = 0

  /// A filter that lets little through is not woken for every read that holds nothing for it.
  private static let readsMax = 32

  init(after position: UInt64, byteCountMax: Int) {
    after = position
    through = position
    self.byteCountMax = byteCountMax
  }

  /// The page with what a read of the log finds. May wait for the disk.
  ///
  /// - Parameters:
  ///   - end: nothing beyond is looked at.
  ///   - previous: the position of the frame before it on the same stream.
  ///   - countMax: events at most.
  func filled(
    _ reading: EventStreamSource.Reading, through end: UInt64, previous: UInt64, countMax: Int
  ) -> Result<EventStreamPage, LogFailure> {
    var page = self
    // Taken out of the reading here: every event would pay for copies of them.
    let (framing, filter) = (reading.framing, reading.filter)
    let takesAll = filter.isEmpty
    var text: [UInt8] = []
    text.reserveCapacity(byteCountMax + byteCountMax / 2)
    do throws(LogFailure) {
      for _ in 0..<Self.readsMax {
        guard text.count < byteCountMax / 2, page.through < end, page.count < countMax else {
          break
        }
        let events = try reading.log.read(after: page.through, bytesMax: byteCountMax)
        guard !events.isEmpty else { break }
        for event in events where event.position <= end && page.count < countMax {
          page.through = event.position
          guard takesAll || filter.matches(event) else { continue }
          framing.write(event, previous: page.lastEvent ?? previous, into: &text)
          page.lastEvent = event.position
          page.count += 1
        }
      }
    } catch {
      // What precedes damage is sent; the next read then begins with the damage.
      if page.through == after { return .failure(error) }
    }
    guard page.through > after else {
      return .failure(.unavailable("the log ends before its head"))
    }
    page.bytes = byteCountMax > EventStreamSource.pageBytes ? text : Self.fitted(text)
    return .success(page)
  }

  /// The bytes in an array of their size: a reader that is slow keeps a page for long.
  private static func fitted(_ text: [UInt8]) -> [UInt8] {
    var fitted: [UInt8] = []
    fitted.reserveCapacity(text.count)
    fitted += text
    return fitted
  }
}
