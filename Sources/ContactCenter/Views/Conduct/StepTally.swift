/// How often one step of a procedure was met, by calls that are over.
public struct StepTally: Payload {
  public var step = Code()
  public var met: Int64 = 0
  public var missed: Int64 = 0
  public var notApplicable: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("step", &step, "The step.")
    fields.required("met", &met, "Calls that met it.")
    fields.required("missed", &missed, "Calls that did not.")
    fields.required("notApplicable", &notApplicable, "Calls that it is not meant for.")
    var share = Millionths(met, over: met + missed)
    fields.optional("score", &share, "The share that met it, of those that it is meant for.")
  }

  /// The share of all steps that were met, of those that applied; nil where none did.
  public static func share(of tallies: [StepTally]) -> Millionths? {
    let met = tallies.reduce(0) { $0 + $1.met }
    return Millionths(met, over: tallies.reduce(met) { $0 + $1.missed })
  }

  mutating func count(_ outcome: StepOutcome, by change: Int64) {
    switch outcome {
    case .open: break
    case .met: met += change
    case .missed: missed += change
    case .notApplicable: notApplicable += change
    }
  }
}

extension [StepTally] {
  /// Counts a step's outcome, `change` times.
  mutating func count(_ step: Code, _ outcome: StepOutcome, by change: Int64) {
    if let index = firstIndex(where: { $0.step == step }) {
      self[index].count(outcome, by: change)
    } else {
      var tally = StepTally { $0.step = step }
      tally.count(outcome, by: change)
      append(tally)
    }
  }
}
