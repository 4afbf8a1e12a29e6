import EventLog
import LMDB

// Moments: how late it was at which position.

extension Indexes {
  /// The last entry of `moments` at or before a position.
  func timeMark(atOrBefore position: UInt64) throws(LogFailure) -> TimeMark {
    try asLogFailure { () throws(LMDBFailure) in
      let transaction = try environment.beginReading()
      let indexed = try checkpoint(in: transaction)
      return try mark(min(position, indexed) / Indexes.momentEvents, in: transaction)
    }
  }

  /// The last entry of `moments` with a time that is not later, found by halving.
  func timeMark(notLaterThan milliseconds: Int64) throws(LogFailure) -> TimeMark {
    try asLogFailure { () throws(LMDBFailure) in
      let transaction = try environment.beginReading()
      var low = TimeMark.beginning
      var lowNumber: UInt64 = 0
      var high = try checkpoint(in: transaction) / Indexes.momentEvents + 1
      while high - lowNumber > 1 {
        let middle = lowNumber + (high - lowNumber) / 2
        let mark = try mark(middle, in: transaction)
        if let latest = mark.latest, latest <= milliseconds {
          (low, lowNumber) = (mark, middle)
        } else {
          high = middle
        }
      }
      return low
    }
  }

  private func mark(
    _ number: UInt64, in transaction: borrowing some Transaction & ~Copyable
  ) throws(LMDBFailure) -> TimeMark {
    guard number > 0 else { return .beginning }
    let position = number * Indexes.momentEvents
    let word = try transaction.word(of: position, in: moments)
    return TimeMark(position: position, latest: word.map { Int64(bitPattern: $0) })
  }
}
