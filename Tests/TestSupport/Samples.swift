package import EventLog

/// Events for tests that look at the log and not at what events mean.
package enum Samples {
  /// An event whose identity is `test` + `id`.
  package static func event(
    _ id: String, stream: String = "call/1", type: String = "call.noted", body: String = "",
    sealed: [UInt8] = []
  ) -> NewEvent {
    let wire = "\"id\":\"\(id)\",\"data\":{\"text\":\"\(body)\"}}"
    return NewEvent(
      stream: stream, type: type, source: "test", id: id, time: 1_700_000_000_000,
      fingerprint: fingerprint(of: wire), wire: Array(wire.utf8), sealed: sealed)
  }

  /// One record of one event.
  package static func request(
    _ id: String, stream: String = "call/1", type: String = "call.noted", body: String = "",
    expected: ExpectedVersion? = nil
  ) -> AppendRequest {
    AppendRequest(
      [event(id, stream: stream, type: type, body: body)],
      expected: expected.map { (stream, $0) })
  }

  private static func fingerprint(of text: String) -> Fingerprint {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return Fingerprint(high: hash, low: UInt64(text.utf8.count))
  }
}

/// SplitMix64: random numbers that a seed repeats (Steele, Lea and Flood, 2014).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
