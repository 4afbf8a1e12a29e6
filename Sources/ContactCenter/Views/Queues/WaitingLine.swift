/// The calls that wait in a queue by the time they entered it: who has waited longest.
///
/// A sorted array. Calls enter at its end and mostly leave at its beginning, where a gap is kept so
/// that leaving moves nothing.
struct WaitingLine: Sendable {
  private struct Place: Sendable, Equatable {
    let since: Timestamp
    let position: Int64

    func precedes(_ other: Place) -> Bool {
      since == other.since ? position < other.position : since < other.since
    }
  }

  private var places: [Place] = []
  private var first = 0

  /// When the call that has waited longest entered; nil when nobody waits.
  var oldest: Timestamp? { first < places.count ? places[first].since : nil }

  /// When the calls that came last entered, at most so many, in order.
  func latest(_ countMax: Int) -> [Timestamp] { places[first...].suffix(countMax).map(\.since) }

  mutating func enter(_ visit: OpenVisit) {
    let place = Place(since: visit.enqueuedAt, position: visit.position)
    places.insert(place, at: index(of: place))
  }

  mutating func leave(_ visit: OpenVisit) {
    let place = Place(since: visit.enqueuedAt, position: visit.position)
    let index = index(of: place)
    guard index < places.count, places[index] == place else { return }
    guard index == first else {
      places.remove(at: index)
      return
    }
    first += 1
    if first > places.count / 2 {
      places.removeFirst(first)
      first = 0
    }
  }

  private func index(of place: Place) -> Int {
    var low = first
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle].precedes(place) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
