internal import ArgumentParser
internal import Foundation

/// How a command shows its answer: columns for people, JSON for programs.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json
}

/// Writes a value as one line of JSON with sorted keys.
func writeJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  writeOut(Array(try encoder.encode(value)) + [UInt8(ascii: "\n")])
}

/// A name as one segment of an address.
func percentEncoded(_ text: String) -> String {
  let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
  return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? text
}

/// The wall clock: milliseconds since 1970-01-01T00:00:00Z.
func wallClock() -> Int64 {
  Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down))
}

/// - Throws: `CommandFailure` with the server's own words for an answer other than 2xx.
func requireSuccess(_ answer: (status: Int, body: [UInt8])) throws {
  guard !(200..<300).contains(answer.status) else { return }
  struct Problem: Decodable {
    var title: String?
    var detail: String?
  }
  // A body that is no problem object is left out of the message.
  let problem = try? JSONDecoder().decode(Problem.self, from: Data(answer.body))
  let words = [problem?.title, problem?.detail].compactMap(\.self).joined(separator: ": ")
  throw CommandFailure("the server answered \(answer.status)\(words.isEmpty ? "" : ": ")\(words)")
}
