import EventLog
import HTTP2Server
import NIOCore
import NIOEmbedded
import Testing

@testable import API

@Suite("Exact resumption of the log", .timeLimit(.minutes(5)))
struct ExactResumptionTests {
  @Test(
    "from every place that a stream ever named, under every filter, exactly the suffix follows",
    arguments: 0..<20 as Range<UInt64>)
  func everyPlace(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let world = ExactWorld(ringBytesMax: Int.random(in: 2...60, using: &random) * 1_024)
    let wish = ExactWorld.wishes[Int(seed) % ExactWorld.wishes.count]
    let seen = play(world, wish, &random)
    #expect(seen.received == wanted(world, wish, after: 0), "seed \(seed), \(wish.name)")
    #expect(seen.isChained, "seed \(seed), \(wish.name)")
    for isRestarted in [false, true] {
      if isRestarted { world.restart() }
      for place in seen.places.sorted() {
        let client = world.client(from: place, wish)
        settle(world, client, &random)
        let note: Comment = "seed \(seed), \(wish.name), from \(place), restarted \(isRestarted)"
        #expect(client.positions == wanted(world, wish, after: place), note)
        #expect(client.isChained, note)
        let caughtUp = client.blocks.last { $0.event == "caught-up" }
        #expect(caughtUp?.data == "{\"position\":\(world.log.head)}", note)
        client.source.closed()
      }
    }
  }

  @Test("one who has fallen behind is told before what it missed, and once")
  func fellBehind() {
    var random = SeededRandom(seed: 1)
    let world = ExactWorld(ringBytesMax: 4_096)
    let client = world.client(from: 0, ExactWorld.wishes[0])
    settle(world, client, &random)
    for _ in 0..<10 {
      world.append(10)
      while world.work(&random) {}
    }
    settle(world, client, &random)
    let marks = client.blocks.filter { ["fell-behind", "caught-up"].contains($0.event) }
    #expect(marks.map(\.event) == ["caught-up", "fell-behind", "caught-up"])
    #expect(client.positions == Array(1...100))
    let order = client.blocks.compactMap(\.event).filter { $0 != "heartbeat" }
    #expect(order.prefix(2) == ["caught-up", "fell-behind"])
  }

  private struct Seen {
    var received: [UInt64] = []
    var places: Set<UInt64> = [0]
    var isChained = true

    mutating func take(_ client: ExactClient) {
      received += client.positions
      places.formUnion(client.places)
      isChained = isChained && client.isChained
    }

    /// Where a client goes on that was told all this.
    func resumption(_ client: ExactClient) -> UInt64 { client.places.last ?? client.cursor }
  }

  /// Lets a scheduler move events, time, workers, the stream and the server itself, one at a time.
  private func play(
    _ world: ExactWorld, _ wish: ExactWorld.Wish, _ random: inout SeededRandom
  ) -> Seen {
    var seen = Seen()
    var client = world.client(from: 0, wish)
    for _ in 0..<160 {
      switch Int.random(in: 0..<16, using: &random) {
      case 0..<3 where world.log.head < 140: world.append(Int.random(in: 1...20, using: &random))
      case 3 where wish.isRare && world.log.head < 1_200: world.append(1_100)
      case 4: world.loop.advanceTime(by: .milliseconds(.random(in: 1...6_000, using: &random)))
      case 5, 6:
        seen.take(client)
        client.source.closed()
        if Int.random(in: 0..<3, using: &random) == 0 { world.restart() }
        client = world.client(from: seen.resumption(client), wish)
      case 7..<11: world.work(&random)
      default: client.pull(upTo: Int.random(in: 1...9_000, using: &random))
      }
    }
    settle(world, client, &random)
    seen.take(client)
    client.source.closed()
    return seen
  }

  /// Lets everything that is under way come to its end.
  private func settle(
    _ world: ExactWorld, _ client: ExactClient, _ random: inout SeededRandom
  ) {
    while client.pull(upTo: 16_384) || world.work(&random) {}
  }

  private func wanted(
    _ world: ExactWorld, _ wish: ExactWorld.Wish, after place: UInt64
  ) -> [UInt64] {
    guard place < world.log.head else { return [] }
    return (place + 1...world.log.head).filter(wish.wants)
  }
}
