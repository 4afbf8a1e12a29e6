import EventLog
import Testing

extension EventLogContract {
  static let identity: [Clause] = [
    Clause("the same event again gets the first answer and is not stored twice") {
      log async throws in
      let first = try await log.append(Samples.request("a"))
      _ = try await log.append(Samples.request("b"))
      var repeated = try await log.append(Samples.request("a"))
      #expect(repeated.isRepeat)
      repeated.isRepeat = false
      #expect(repeated == first)
      #expect(log.head == 2)
    },
    Clause("a repeat is recognised though the expected version no longer holds") {
      log async throws in
      _ = try await log.append(Samples.request("a", expected: .new))
      #expect(try await log.append(Samples.request("a", expected: .new)).isRepeat)
    },
    Clause("a known identity with another body is refused, naming the position") {
      log async throws in
      _ = try await log.append(Samples.request("a"))
      _ = try await log.append(Samples.request("b"))
      await #expect(throws: LogFailure.refused(.identityConflict(id: "b", position: 2))) {
        _ = try await log.append(Samples.request("b", body: "another"))
      }
      #expect(log.head == 2)
    },
    Clause("the same id of another source is another event") { log async throws in
      _ = try await log.append(Samples.request("a"))
      var other = Samples.event("a")
      other.source = "elsewhere"
      let request = AppendRequest([other])
      #expect(try await log.append(request).first == 2)
    },
    Clause("source and id are kept apart wherever the border is") { log async throws in
      var left = Samples.event("bc")
      left.source = "a"
      var right = Samples.event("c")
      right.source = "ab"
      let requests = [AppendRequest([left]), AppendRequest([right])]
      #expect(try await log.append(requests[0]).first == 1)
      #expect(try await log.append(requests[1]).first == 2)
    },
    Clause("a batch of which a part is known is refused, naming what is known") {
      log async throws in
      _ = try await log.append(Samples.request("a"))
      let batch = AppendRequest([Samples.event("a"), Samples.event("b")])
      let known = StoredIdentity(
        id: "a", position: 1, version: 1, fingerprint: Samples.event("a").fingerprint)
      await #expect(throws: LogFailure.refused(.partialRepeat(known: [known]))) {
        _ = try await log.append(batch)
      }
      #expect(log.head == 1)
    },
    Clause("a batch that is known whole gets its first answer") { log async throws in
      let batch = AppendRequest([Samples.event("a"), Samples.event("b")])
      let first = try await log.append(batch)
      var repeated = try await log.append(batch)
      #expect(repeated.isRepeat)
      repeated.isRepeat = false
      #expect(repeated == first)
    },
    Clause("an identity that stands twice in a batch is refused") { log async throws in
      let batch = AppendRequest([Samples.event("a"), Samples.event("a")])
      await #expect(throws: LogFailure.refused(.repeatedWithinBatch(id: "a"))) {
        _ = try await log.append(batch)
      }
      #expect(log.head == 0)
    },
    Clause("of the same event sent by many at once one is stored") { log async throws in
      let receipts = try await withThrowingTaskGroup(of: AppendReceipt.self) { group in
        for _ in 0..<20 { group.addTask { try await log.append(Samples.request("a")) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(receipts.allSatisfy { $0.first == 1 })
      #expect(receipts.count { !$0.isRepeat } == 1)
      #expect(log.head == 1)
    },
  ]
}
