/// Where an event's attributes stand in its JSON object.
struct AttributeTokens {
  private var tokens = InlineArray<16, Int32>(repeating: -1)

  /// The value's token, or nil where the attribute is not there.
  subscript(attribute: Attribute) -> Int? {
    get { tokens[attribute.rawValue] < 0 ? nil : Int(tokens[attribute.rawValue]) }
    set { tokens[attribute.rawValue] = Int32(newValue ?? -1) }
  }

  /// No attribute stands anywhere.
  init() {}

  /// Finds every attribute of an object; members in the usual order cost one comparison each.
  ///
  /// - Parameter unknown: called with the value of each member that is no attribute.
  init(_ text: JSONText, object: Int, isPlain: Bool, unknown: (Int) -> Void) {
    let names = isPlain ? AttributeTokens.plainNames : AttributeTokens.cloudEventNames
    var expected = 0
    var index = object + 1
    let end = Int(text.tokens[object].next)
    while index < end {
      var isKnown = false
      for step in 0..<names.count {
        let candidate =
          expected + step < names.count ? expected + step : expected + step - names.count
        guard text.matches(index, names[candidate].name) else { continue }
        self[names[candidate].attribute] = index + 1
        expected = candidate + 1
        isKnown = true
        break
      }
      if !isKnown { unknown(index + 1) }
      index = Int(text.tokens[index + 1].next)
    }
  }

  private static let cloudEventNames = Attribute.allCases.map {
    (name: $0.cloudEventName, attribute: $0)
  }
  private static let plainNames = Attribute.allCases.compactMap { attribute in
    attribute.plainName.map { (name: $0, attribute: attribute) }
  }

  /// The names of a form, for a problem's detail.
  static func names(isPlain: Bool) -> String {
    (isPlain ? plainNames : cloudEventNames).map { "\($0.name)" }.joined(separator: ", ")
  }
}
