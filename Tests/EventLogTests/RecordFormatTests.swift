import EventLog
import TestSupport
import Testing

@Suite("The record format")
struct RecordFormatTests {
  /// A stand-in for SHA-256 that depends on every byte.
  private static let hash: ChainFunction = { previous, event in
    var bytes = previous.bytes
    for (index, byte) in event.enumerated() {
      bytes[index % 32] = bytes[index % 32] &* 31 &+ byte
    }
    return ChainHash(bytes: bytes)
  }

  private func record(_ ids: [String], from first: UInt64 = 1) -> [UInt8] {
    var encoder = RecordEncoder(chain: .zero, hash: Self.hash)
    encoder.beginRecord()
    for (index, id) in ids.enumerated() {
      let place = RecordEncoder.Place(
        position: first + UInt64(index), version: UInt64(index) + 1, recordedTime: 5)
      encoder.append(
        Samples.event(id, sealed: [1, 2, 3]), at: place, index: index, of: ids.count)
    }
    return encoder.record
  }

  @Test("one flipped bit anywhere in a record is found")
  func flippedBits() throws {
    let whole = record(["a", "b"])
    #expect(try EventPage(checking: whole, first: 1, after: 0).count == 2)
    for offset in whole.indices {
      for bit in 0..<8 {
        var flipped = whole
        flipped[offset] ^= 1 << UInt8(bit)
        #expect(throws: LogFailure.self, "byte \(offset), bit \(bit)") {
          try EventPage(checking: flipped, first: 1, after: 0)
        }
      }
    }
  }

  @Test("a record cut off anywhere is found")
  func cutOff() {
    let whole = record(["a", "b"])
    for length in 1..<whole.count {
      #expect(throws: LogFailure.self, "\(length) bytes") {
        try EventPage(checking: Array(whole[..<length]), first: 1, after: 0)
      }
    }
  }

  @Test("what precedes damage is served and the damage is named by position")
  func damageAfterWholeRecords() throws {
    let bytes = record(["a"]) + record(["b"], from: 2) + record(["c", "d"], from: 3)
    for offset in (bytes.count - 100)..<bytes.count {
      var flipped = bytes
      flipped[offset] ^= 1
      let page = try EventPage(checking: flipped, first: 1, after: 0)
      #expect(page.map(\.id) == ["a", "b"] && page.lastPosition == 2)
      let rest = Array(flipped[(record(["a"]).count * 2)...])
      let failure = #expect(throws: LogFailure.self) {
        try EventPage(checking: rest, first: 3, after: 2)
      }
      guard case .damaged(let position, _) = failure else {
        Issue.record("not reported as damage: \(String(describing: failure))")
        return
      }
      #expect(position == 4)
    }
  }

  @Test("a missing record is found by the positions")
  func missingRecord() throws {
    let bytes = record(["a"]) + record(["c"], from: 3)
    #expect(try EventPage(checking: bytes, first: 1, after: 0).lastPosition == 1)
    #expect(throws: LogFailure.self) { try EventPage(checking: bytes, first: 1, after: 1) }
  }

  @Test("a reader may resume within a record")
  func resumeWithinRecord() throws {
    let page = try EventPage(checking: record(["a", "b", "c"]), first: 1, after: 1)
    #expect(page.map(\.id) == ["b", "c"])
    #expect(page.lastPosition == 3)
  }

  @Test("each event's chain hash covers the one before it")
  func chain() throws {
    let page = try EventPage(checking: record(["a", "b"]), first: 1, after: 0)
    #expect(page[0].chain == Self.hash(.zero, page[0].chainedBytes))
    #expect(page[1].chain == Self.hash(page[0].chain, page[1].chainedBytes))
  }

  @Test("comparisons of names look at all of their bytes")
  func names() throws {
    let event = try EventPage(checking: record(["a"]), first: 1, after: 0)[0]
    #expect(event.streamEquals(Array("call/1".utf8)))
    #expect(!event.streamEquals(Array("call/".utf8)))
    #expect(!event.streamEquals(Array("call/12".utf8)))
    #expect(event.streamHasPrefix(Array("call/".utf8)))
    #expect(!event.typeHasPrefix(Array("call.noted.".utf8)))
    #expect(event.typeEquals(Array("call.noted".utf8)))
    #expect(event.queueEquals([]))
  }
}
