/// A row of a followed view.
public struct LiveRow: Sendable, Equatable {
  /// The row's key: a queue, an agent, a call.
  public let key: String
  /// The row as it is now; nil where it is gone.
  public let value: JSONDocument?

  init?(_ bytes: ArraySlice<UInt8>) {
    guard let members = JSONSlices.members(of: bytes),
      let key = members.first(where: { $0.name == "key" }).flatMap({ JSONSlices.string($0.value) }),
      let value = members.first(where: { $0.name == "value" })?.value
    else { return nil }
    self.key = key
    self.value =
      value.elementsEqual("null".utf8) ? nil : JSONDocument(bytes: Array(value))
  }
}
