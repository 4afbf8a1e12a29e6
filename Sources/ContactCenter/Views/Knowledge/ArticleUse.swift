/// The articles used in a call that is not over, as the view of knowledge needs them.
struct ArticleUse: ViewRow {
  var articles: [ArticleID] = []
  /// Whether a resolution was counted for these articles, and not taken back.
  var isSolved = false
  var isOver = false

  init() {}

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.list("articles", &articles, .count(1_000), "The articles, in the order of first use.")
    fields.required("isSolved", &isSolved, "Whether the call is considered solved.")
    fields.required("isOver", &isOver, "Whether the customer has left the line.")
  }
}
