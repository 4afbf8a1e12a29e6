/// A file below `Schemas/`, also served below `/schemas/`.
public struct SchemaFile: Sendable, Equatable {
  /// Relative to `Schemas/`, with `/` between its parts.
  public var path: String
  public var bytes: [UInt8]
}
