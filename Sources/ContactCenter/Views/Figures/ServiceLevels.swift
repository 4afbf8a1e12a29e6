/// The service level by all four formulas in use; each is nil where its denominator is empty.
///
/// A_T and B_T are visits answered and abandoned after a wait of at most T; S are the short
/// abandons. Percentages are never averaged: add counters, then divide.
///
/// A fifth, `live`, needs a clock, which a fold has not: see `QueueRow`.
public struct ServiceLevels: Payload {
  /// A_T / A (Asterisk's SL).
  public var answered: Millionths?
  /// A_T / (A + B − S): the default.
  public var negative: Millionths?
  /// A_T / (A + B − B_T).
  public var ignore: Millionths?
  /// (A_T + B_T) / (A + B) (Asterisk's SL2).
  public var positive: Millionths?

  public init() {}

  /// The levels of some visits.
  public init(_ counts: VisitCounts) {
    let decided = counts.answered + counts.abandoned
    answered = Millionths(counts.answeredWithin, over: counts.answered)
    negative = Millionths(counts.answeredWithin, over: decided - counts.shortAbandoned)
    ignore = Millionths(counts.answeredWithin, over: decided - counts.abandonedWithin)
    positive = Millionths(counts.answeredWithin + counts.abandonedWithin, over: decided)
  }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.optional("answered", &answered, "Answered within T of those answered.")
    fields.optional(
      "negative", &negative,
      "Answered within T of those answered or abandoned, less short abandons.")
    fields.optional(
      "ignore", &ignore, "Answered within T of those decided, less those abandoned within T.")
    fields.optional(
      "positive", &positive, "Answered or abandoned within T of those answered or abandoned.")
  }
}
