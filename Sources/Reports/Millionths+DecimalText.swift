import ContactCenter

extension Millionths {
  /// The shortest decimal: `0.652713`, `54.5`, `6`.
  var decimalText: String {
    let whole = count.magnitude / 1_000_000
    var text = (count < 0 ? "-" : "") + String(whole)
    let fraction = count.magnitude % 1_000_000
    guard fraction > 0 else { return text }
    let digits = String(fraction)
    var padded = String(repeating: "0", count: 6 - digits.count) + digits
    while padded.last == "0" { padded.removeLast() }
    text += "." + padded
    return text
  }
}
