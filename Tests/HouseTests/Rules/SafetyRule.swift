/// Where the compiler's promises may be set aside: in two rooms, and never without a reason.
enum SafetyRule {
  static let unsafeRooms: Set<String> = ["LMDB", "HTTP2Server"]
  /// How far above an exemption its reason may stand.
  private static let reasonDistanceMax = 12

  static func violations(in file: SourceFile) -> [String] {
    guard file.path.hasPrefix("Sources/") else { return [] }
    let uses = file.code.enumerated().filter { isUnsafe($0.element) }
    guard let first = uses.first else { return [] }
    guard unsafeRooms.contains(file.target) else {
      return uses.map { file.violation($0.offset, "unsafe code outside its two rooms") }
    }
    let exemptions = uses.filter { isExemption($0.element) && !hasReason(file, $0.offset) }
    let unexplained = exemptions.map { file.violation($0.offset, "no // SAFETY: above it") }
    let isExplained = file.comments.contains { $0.contains("SAFETY:") }
    return isExplained || !exemptions.isEmpty
      ? unexplained : [file.violation(first.offset, "unsafe code in a file without // SAFETY:")]
  }

  /// `unsafe` as a word, an `Unsafe…` type, a `withUnsafe…` call, or an exemption.
  private static func isUnsafe(_ line: Substring) -> Bool {
    line.contains("nsafe") && line.contains(#/\b(unsafe|Unsafe\w*|\w+Unsafe\w*)\b/#)
      || isExemption(line)
  }

  private static func isExemption(_ line: Substring) -> Bool {
    line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)")
  }

  private static func hasReason(_ file: SourceFile, _ line: Int) -> Bool {
    file.comments[max(0, line - reasonDistanceMax)...line].contains { $0.contains("SAFETY:") }
  }
}
