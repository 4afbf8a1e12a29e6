/// How the data of older event versions becomes that of the present ones.
///
/// Event types are the disk's format: a released version is never edited. A new version comes with
/// an upcaster from the one before it, which stays for ever; they are applied one after the other.
public struct Upcasters: Sendable {
  /// Turns the JSON object of one version's public data into the next version's.
  public typealias Transform = @Sendable (ArraySlice<UInt8>) -> [UInt8]

  private struct Key: Hashable {
    var type: String
    var version: UInt16
  }

  private var transforms: [Key: Transform] = [:]

  public init() {}

  /// Every upcaster of a released version. All types are at version 1 so far.
  public static let released = Upcasters()

  /// Adds a step from a version of a type to the next one.
  public mutating func add(
    type: String, from version: UInt16, _ transform: @escaping Transform
  ) {
    transforms[Key(type: type, version: version)] = transform
  }

  /// The data in a type's present version, or nil where a step is missing.
  func upcast(
    _ data: ArraySlice<UInt8>, type: String, from version: UInt16, to present: UInt16
  ) -> ArraySlice<UInt8>? {
    var data = data
    var version = version
    while version < present {
      guard let transform = transforms[Key(type: type, version: version)] else { return nil }
      data = transform(data)[...]
      version += 1
    }
    return version == present ? data : nil
  }
}
