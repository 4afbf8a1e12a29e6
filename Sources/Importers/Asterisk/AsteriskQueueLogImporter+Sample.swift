extension AsteriskQueueLogImporter {
  /// The lines of a file that are looked at before it is imported.
  package static let sampleLinesMax = 100

  /// Whether the beginning of a file can be that of a queue_log: one of its first lines is one, or
  /// it has none. Any other text would fill the quarantine, for ever.
  ///
  /// - Parameter isWhole: whether the file ends there.
  /// - Returns: nil where more of the file is needed to tell.
  package static func isQueueLog(
    beginningWith bytes: some Collection<UInt8>, isWhole: Bool
  ) -> Bool? {
    var splitter = LineSplitter()
    var lines: [[UInt8]] = []
    splitter.read(bytes) { line, _ in lines.append(line) }
    if isWhole { splitter.finish { line, _ in lines.append(line) } }
    let sample = lines.prefix(sampleLinesMax).filter { line in
      !line.allSatisfy { $0 == UInt8(ascii: " ") }
    }
    // A mark of the byte order stands before the first line only.
    let isLog = sample.contains { isLine($0) || isLine($0.dropFirst(3)) }
    if isLog { return true }
    if lines.count >= sampleLinesMax { return sample.isEmpty }
    return isWhole ? sample.isEmpty : nil
  }

  private static func isLine(_ bytes: some Collection<UInt8>) -> Bool {
    // Why it is none says the quarantine, if anybody.
    (try? QueueLogLine(Array(bytes))) != nil
  }
}
