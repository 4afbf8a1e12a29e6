/// A file below `Schemas/`, also served below `/schemas/`.
package struct SchemaFile: Sendable, Equatable {
  /// Relative to `Schemas/`, with `/` between its parts.
  package var path: String
  package var bytes: [UInt8]
}
