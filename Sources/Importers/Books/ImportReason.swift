/// Why a line is in quarantine.
package struct ImportReason: Error, Equatable, CustomStringConvertible {
  /// A stable word, for example `not_utf8`, or the code of the rule that refused the event.
  package var code: String
  /// A sentence without personal data.
  package var detail: String

  package init(_ code: String, _ detail: String) {
    self.code = code
    self.detail = detail
  }

  package var description: String { "\(code): \(detail)" }

  static let tooLong = ImportReason(
    "too_long", "the line is longer than \(ImportLimits.lineBytesMax) bytes")
  static let notUTF8 = ImportReason("not_utf8", "the line is not UTF-8")
  static let controlCharacter = ImportReason(
    "control_character", "the line holds a control character")
  static let outOfTime = ImportReason(
    "time_out_of_range", "the time is not between the years 1970 and 2100")

  /// The line stands in the quarantine of an earlier import, which says why.
  package static let quarantinedBefore = ImportReason(
    "quarantined_before", "the line is in quarantine since an earlier import")

  static func nameTooLong(_ field: String) -> ImportReason {
    ImportReason("name_too_long", "\(field) is longer than \(ImportLimits.nameBytesMax) bytes")
  }

  /// Refuses what no name may hold: C0 controls, DEL, and C1 controls (the bytes C2 80 … C2 9F).
  static func refuseControls(in name: some StringProtocol) throws(ImportReason) {
    let isControl = { (scalar: Unicode.Scalar) in
      scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    }
    guard !name.unicodeScalars.contains(where: isControl) else { throw .controlCharacter }
  }
}
