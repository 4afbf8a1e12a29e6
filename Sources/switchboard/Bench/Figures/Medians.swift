/// The middle of some measured values, which one disturbed run does not move.
func median<Value: Comparable>(_ values: [Value]) -> Value {
  precondition(!values.isEmpty, "a median is of something")
  return values.sorted()[values.count / 2]
}

/// A number for a table, with so many digits that three say something.
func short(_ number: Double) -> String {
  let scale: Double = number < 10 ? 100 : number < 100 ? 10 : 1
  let rounded = (number * scale).rounded() / scale
  return scale == 1 ? "\(Int(rounded))" : "\(rounded)"
}

/// A ratio for a table.
func times(_ ratio: Double?) -> String {
  ratio.map { short($0) + "×" } ?? ""
}
