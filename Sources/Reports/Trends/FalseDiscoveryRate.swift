/// Many tests at once: p-values adjusted so that of what is called a find, a known share at most is
/// expected to be chance.
///
/// Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the
/// Royal Statistical Society B 57 (1995).
package enum FalseDiscoveryRate {
  /// For each p-value the smallest rate of false finds at which it would be one: the minimum of
  /// m·p(j)/j over all places j from its own in ascending order, never above 1.
  package static func adjusted(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted {
      pValues[$0] == pValues[$1] ? $0 < $1 : pValues[$0] < pValues[$1]
    }
    var adjusted = pValues
    var smallest = 1.0
    for (place, index) in order.enumerated().reversed() {
      smallest = min(smallest, pValues[index] * Double(pValues.count) / Double(place + 1))
      adjusted[index] = smallest
    }
    return adjusted
  }
}
