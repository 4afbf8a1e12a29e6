/// The header of an answer while it is decoded.
struct HTTP2AnswerHead {
  /// 0 until it is known.
  var status = 0
  var fields: [(name: String, value: String)] = []
  var isReported = false
  private var byteCount = 0

  /// As many bytes of fields are kept of one answer; no honest answer has a tenth of it.
  private static let bytesMax = 64 * 1_024

  mutating func add(_ name: String, _ value: String) {
    byteCount += name.utf8.count + value.utf8.count
    guard byteCount <= Self.bytesMax else { return }
    if name == ":status" {
      status = Int(value) ?? 0
    } else {
      fields.append((name, value))
    }
  }
}
