import EventLog
import Testing

extension EventLogContract {
  static let reading: [Clause] = [
    Clause("pages of any size add up to the log, from every position") { log async throws in
      var generator = SeededGenerator(seed: 7)
      for number in 0..<60 {
        let count = Int.random(in: 1...3, using: &generator)
        let events = (0..<count).map { Samples.event("\(number).\($0)", stream: "call/\(number)") }
        _ = try await log.append(AppendRequest(events))
      }
      let all = try log.allEvents(bytesMax: 1 << 20)
      #expect(all.map(\.position) == Array(1...log.head))
      for bytesMax in [0, 1, 700, 4096] {
        #expect(try log.allEvents(bytesMax: bytesMax) == all)
      }
      for position in 0...log.head {
        let page = try log.read(after: position, bytesMax: 2000)
        #expect(Array(page) == Array(all[Int(position)...].prefix(page.count)))
        #expect(page.isEmpty == (position == log.head))
        if let last = page.last { #expect(page.lastPosition == last.position) }
        if let place = page.last?.placeInRecord { #expect(place.index == place.count - 1) }
      }
    },
    Clause("reading beyond the head gives an empty page") { log async throws in
      _ = try await log.append(Samples.request("a"))
      #expect(try log.read(after: 1, bytesMax: 1000).isEmpty)
      #expect(try log.read(after: 99, bytesMax: 1000).isEmpty)
      #expect(try log.read(after: .max, bytesMax: 1000).isEmpty)
      #expect(try log.event(at: 2) == nil)
    },
    Clause("a stream's positions come in its order, from any version, up to a limit") {
      log async throws in
      for number in 0..<30 {
        _ = try await log.append(Samples.request("\(number)", stream: "call/\(number % 3)"))
      }
      let all = try log.positions(ofStream: "call/1", afterVersion: 0, limit: 100)
      #expect(all == stride(from: 2, through: 29, by: 3).map { UInt64($0) })
      #expect(try log.positions(ofStream: "call/1", afterVersion: 4, limit: 2) == [14, 17])
      #expect(try log.positions(ofStream: "call/1", afterVersion: 10, limit: 2) == [])
      #expect(try log.positions(ofStream: "call", afterVersion: 0, limit: 2) == [])
    },
    Clause("a type's positions come in the order of the log, after any position") {
      log async throws in
      for number in 0..<20 {
        let type = number % 2 == 0 ? "call.queued" : "call.queued2"
        _ = try await log.append(Samples.request("\(number)", type: type))
      }
      #expect(
        try log.positions(ofType: "call.queued", after: 0, limit: 99)
          == stride(from: 1, through: 19, by: 2).map { UInt64($0) })
      #expect(try log.positions(ofType: "call.queued", after: 5, limit: 2) == [7, 9])
      #expect(try log.positions(ofType: "call.queued2", after: 20, limit: 2) == [])
      #expect(try log.positions(ofType: "call", after: 0, limit: 2) == [])
    },
    Clause("an answered append is in every index at once") { log async throws in
      for number in 1...40 {
        let receipt = try await log.append(Samples.request("\(number)"))
        let position = receipt.first
        #expect(log.head >= position)
        #expect(try log.event(at: position)?.id == "\(number)")
        #expect(
          try log.positions(ofStream: "call/1", afterVersion: receipt.version - 1, limit: 1)
            == [position])
        #expect(
          try log.positions(ofType: "call.noted", after: position - 1, limit: 1) == [position])
      }
    },
    Clause("readers beside a writer never see a gap") { log async throws in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for number in 0..<300 { _ = try await log.append(Samples.request("\(number)")) }
        }
        for _ in 0..<2 {
          group.addTask {
            var position: UInt64 = 0
            while position < 300 {
              let page = try log.read(after: position, bytesMax: 5000)
              #expect(
                page.map(\.position) == (0..<UInt64(page.count)).map { position + 1 + $0 })
              position = page.lastPosition
              await Task.yield()
            }
          }
        }
        try await group.waitForAll()
      }
    },
  ]
}
