/// One record of a CSV or TSV file.
struct DelimitedRecord: Sendable, Equatable {
  /// Its first line in the file, from 1.
  var line: Int
  /// Where its bytes are in the file, without the line's end.
  var range: Range<Int>
  /// Its fields, or what is wrong with it.
  var fields: Result<[String], Problem>

  /// Why a record cannot be read.
  enum Problem: Error, Equatable {
    case tooLong
    case notUTF8
    case controlCharacter
    case unclosedQuote
    case textAfterQuote

    var reason: ImportReason {
      switch self {
      case .tooLong: .tooLong
      case .notUTF8: .notUTF8
      case .controlCharacter: .controlCharacter
      case .unclosedQuote: ImportReason("unclosed_quote", "a quote is not closed")
      case .textAfterQuote: ImportReason("text_after_quote", "text follows a closing quote")
      }
    }
  }
}
