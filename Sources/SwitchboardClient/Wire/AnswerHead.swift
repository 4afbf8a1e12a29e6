/// The status and the fields of an answer.
struct AnswerHead: Sendable {
  let status: Int
  /// Lower-case names.
  let fields: [(name: String, value: String)]

  func field(_ name: String) -> String? {
    fields.first { $0.name == name }?.value
  }

  /// The seconds of `retry-after`; a date counts as none, since our clocks may differ.
  var retryAfter: Duration? {
    field("retry-after").flatMap { Int($0) }.map { .seconds(max(0, $0)) }
  }
}
