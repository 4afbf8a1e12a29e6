/// How far each range of hashes has been merged into the index of identities.
///
/// Hashes are spread evenly, so an index of many millions would have about one page to write for
/// each event that is put into it. New hashes are therefore gathered (see `IdentityFold`), and
/// merged a range at a time: then they are many enough to share the pages that they fall on, and a
/// merge is short enough to delay nobody. A tree with a buffer at its root does the same (Bender
/// and others, "An Introduction to Bε-trees and Write-Optimization", 2015).
struct IdentityRanges: Sendable, Equatable {
  /// Ranges that the hashes are divided into, by their first bits.
  static let count = 16

  /// For each range the position up to which its hashes are in the index.
  private(set) var mergedThrough = [UInt64](repeating: 0, count: count)

  /// Nothing is merged.
  init() {}

  /// - Returns: nil where they are not what `bytes` gives.
  init?(bytes: [UInt8]) {
    guard bytes.count == 8 * Self.count else { return nil }
    mergedThrough = (0..<Self.count).map { Indexes.word(bytes[8 * $0..<8 * ($0 + 1)]) }
  }

  var bytes: [UInt8] { mergedThrough.flatMap(Indexes.bytes) }

  /// The range of a hash.
  static func index(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 60) }

  /// Whether the index holds what stands at a position under a hash.
  func isMerged(_ hash: UInt64, at position: UInt64) -> Bool {
    position <= mergedThrough[Self.index(of: hash)]
  }

  /// The position up to which all hashes are merged.
  var allMergedThrough: UInt64 { mergedThrough.min() ?? 0 }

  /// The range that has waited longest.
  var next: Int { mergedThrough.indices.min { mergedThrough[$0] < mergedThrough[$1] } ?? 0 }

  mutating func didMerge(_ range: Int, through position: UInt64) {
    mergedThrough[range] = position
  }
}
