public import ContactCenter

extension EventType {
  /// The address that names the type's schema in `dataschema`: a URN, since no host is the same
  /// everywhere. The file is `schemaPath`.
  public var schemaURI: String { "urn:switchboard:schema:\(name).v\(version)" }

  /// The file of the schema below `Schemas/`, and its path below `/schemas/`.
  public var schemaPath: String { "events/\(name).v\(version).json" }
}
