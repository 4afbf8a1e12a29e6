import Foundation
import TestSupport
import Testing

@testable import EventCodec

/// Foundation reads JSON by other code; where the two disagree, it must be for a stated reason.
@Suite("The JSON scanner against Foundation")
struct JSONFuzzTests {
  @Test("agrees on mutated documents", arguments: UInt64(1)...40)
  func agrees(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<300 {
      var bytes = document(&generator)
      for _ in 0..<Int.random(in: 0...3, using: &generator) { mutate(&bytes, &generator) }
      compare(bytes, "seed \(seed), round \(round)")
    }
  }

  private func compare(_ bytes: [UInt8], _ comment: String) {
    var scanner = JSONScanner()
    var fault: JSONFault?
    do throws(JSONFault) {
      try scanner.scan(bytes.span)
    } catch {
      fault = error
    }
    let foundation = foundationTakes(bytes)
    guard (fault == nil) != foundation else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(
      isKnownDifference(bytes, fault, scanner), "\(comment): \(text) \(String(describing: fault))")
  }

  private func foundationTakes(_ bytes: [UInt8]) -> Bool {
    do {
      _ = try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
      return true
    } catch {
      return false
    }
  }

  /// The differences that `JSONScanner` documents.
  private func isKnownDifference(
    _ bytes: [UInt8], _ fault: JSONFault?, _ scanner: JSONScanner
  ) -> Bool {
    if fault?.kind == .tooDeep { return true }
    // It guesses UTF-16 and UTF-32 from zero bytes, and skips a byte order mark.
    if bytes.prefix(4).contains(0) || bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return true }
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) { return true }
    if let fault { return followsComma(fault, bytes) }
    // Numbers that no Double holds, which it refuses.
    return scanner.tokens.contains { token in
      guard token.kind == .number else { return false }
      let text = String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
      return Double(text).map { !$0.isFinite || $0 == 0 || abs($0) < 1e-300 || abs($0) > 1e19 }
        ?? true
    }
  }

  /// It takes a comma before a closing bracket or brace.
  private func followsComma(_ fault: JSONFault, _ bytes: [UInt8]) -> Bool {
    guard fault.offset < bytes.count, [0x5D, 0x7D].contains(bytes[fault.offset]) else {
      return false
    }
    return bytes[..<fault.offset].last { ![0x20, 0x0A, 0x0D, 0x09].contains($0) } == 0x2C
  }

  private func document(_ generator: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes, depth: 0, &generator)
    return bytes
  }

  private func write(to bytes: inout [UInt8], depth: Int, _ generator: inout SeededGenerator) {
    let scalars = [
      "null", "true", "false", "0", "-1", "12.5", "1e5", "-0.25E-3", "123456789012345678",
      #""""#, #""text""#, #""é漢😀""#, #""\u00e9\uD83D\uDE00\n""#, #""a\\b\"c""#,
    ]
    switch Int.random(in: 0..<(depth > 4 ? 2 : 5), using: &generator) {
    case 0, 1: bytes += (scalars.randomElement(using: &generator) ?? "0").utf8
    case 2: writeArray(to: &bytes, depth: depth, &generator)
    default: writeObject(to: &bytes, depth: depth, &generator)
    }
  }

  private func writeArray(
    to bytes: inout [UInt8], depth: Int, _ generator: inout SeededGenerator
  ) {
    bytes += "[".utf8
    for index in 0..<Int.random(in: 0...4, using: &generator) {
      if index > 0 { bytes += ", ".utf8 }
      write(to: &bytes, depth: depth + 1, &generator)
    }
    bytes += "]".utf8
  }

  private func writeObject(
    to bytes: inout [UInt8], depth: Int, _ generator: inout SeededGenerator
  ) {
    bytes += "{".utf8
    for index in 0..<Int.random(in: 0...5, using: &generator) {
      if index > 0 { bytes += ",".utf8 }
      bytes += "\"k\(index)\" :".utf8
      write(to: &bytes, depth: depth + 1, &generator)
    }
    bytes += "}".utf8
  }

  private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let index = Int.random(in: 0..<bytes.count, using: &generator)
    let interesting = Array("{}[]\",:\\/0123456789.eE+-tfnu \n\u{1}".utf8)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: bytes.remove(at: index)
    case 1: bytes.insert(interesting.randomElement(using: &generator) ?? 0, at: index)
    case 2: bytes[index] = interesting.randomElement(using: &generator) ?? 0
    case 3: bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
    case 4: bytes.removeSubrange(index...)
    default:
      let end = min(bytes.count, index + Int.random(in: 1...8, using: &generator))
      bytes.insert(contentsOf: bytes[index..<end], at: index)
    }
  }
}
