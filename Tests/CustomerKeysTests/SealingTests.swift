import Crypto
import CustomerKeys
import Testing

@Suite("Sealing")
struct SealingTests {
  let keys = InMemoryKeyStore()
  let context = SealingContext(
    source: "pbx", id: "1", type: "call.received", stream: "call/1675555752.0")
  let clear = Array(#"{"from":"+4930123456"}"#.utf8)

  @Test("what was sealed opens under the subject's key")
  func opens() throws {
    let sealed = try Sealing.seal(clear, under: keys.key(for: "call/1"), context: context)
    #expect(try Sealing.open(sealed[...], context: context, keys: keys) == clear)
    #expect(sealed.count == clear.count + Sealing.overheadBytes)
  }

  @Test("sealed bytes do not show the clear text, and no two sealings are equal")
  func hides() throws {
    let key = try keys.key(for: "call/1")
    let first = try Sealing.seal(clear, under: key, context: context)
    let second = try Sealing.seal(clear, under: key, context: context)
    #expect(first != second)
    #expect(!first.indices.contains { Array(first[$0...].prefix(6)) == Array(clear[9..<15]) })
  }

  @Test("a flipped bit anywhere is detected")
  func detectsFlippedBits() throws {
    let sealed = try Sealing.seal(clear, under: keys.key(for: "call/1"), context: context)
    for index in sealed.indices {
      var damaged = sealed
      damaged[index] ^= 1
      let opened: [UInt8]?
      do {
        opened = try Sealing.open(damaged[...], context: context, keys: keys)
      } catch {
        guard case .damaged = error else {
          Issue.record("byte \(index): \(error)")
          return
        }
        continue
      }
      // Bytes 1 to 8 name the key: another number is a key that nobody has.
      #expect(opened == nil && (1...8).contains(index), "byte \(index)")
    }
  }

  @Test("a truncated sealed part is refused at every length")
  func refusesTruncation() throws {
    let sealed = try Sealing.seal(clear, under: keys.key(for: "call/1"), context: context)
    for length in 0..<sealed.count {
      #expect(throws: KeyFailure.self, "length \(length)") {
        try Sealing.open(sealed[..<length], context: context, keys: keys)
      }
    }
  }

  @Test("sealed bytes moved to another event do not open")
  func bindsTheEvent() throws {
    let sealed = try Sealing.seal(clear, under: keys.key(for: "call/1"), context: context)
    let others = [
      SealingContext(
        source: "pbx", id: "2", type: "call.received", stream: "call/1675555752.0"),
      SealingContext(
        source: "pb", id: "x1", type: "call.received", stream: "call/1675555752.0"),
      SealingContext(source: "pbx", id: "1", type: "call.noted", stream: "call/1675555752.0"),
      SealingContext(source: "pbx", id: "1", type: "call.received", stream: "call/2"),
    ]
    for other in others {
      #expect(throws: KeyFailure.self) {
        try Sealing.open(sealed[...], context: other, keys: keys)
      }
    }
  }

  @Test("after a subject is forgotten its sealed bytes stay shut, and others still open")
  func forgets() throws {
    let first = try Sealing.seal(clear, under: keys.key(for: "customer/1"), context: context)
    let second = try Sealing.seal(clear, under: keys.key(for: "customer/2"), context: context)
    try keys.forget(subject: "customer/1")
    try keys.forget(subject: "customer/1")
    #expect(try Sealing.open(first[...], context: context, keys: keys) == nil)
    #expect(try Sealing.open(second[...], context: context, keys: keys) == clear)
    let fresh = try keys.key(for: "customer/1")
    #expect(fresh.id != Sealing.keyID(of: first[...]))
  }

  @Test("a fingerprint depends on the bytes and on the key")
  func fingerprints() throws {
    let key = try keys.key(for: "customer/1")
    let other = try keys.key(for: "customer/2")
    let print = key.fingerprint(of: clear)
    #expect(print == key.fingerprint(of: clear))
    #expect(print != other.fingerprint(of: clear))
    #expect(print != key.fingerprint(of: clear + [0]))
  }

  @Test("a fingerprint is the first half of HMAC-SHA-256 (RFC 4231, case 2)")
  func fingerprintVector() {
    let key = SubjectKey(id: 1, key: SymmetricKey(data: Array("Jefe".utf8)))
    let print = key.fingerprint(of: Array("what do ya want for nothing?".utf8))
    #expect(print == (0x5bdc_c146_bf60_754e, 0x6a04_2426_0895_75c7))
  }
}
