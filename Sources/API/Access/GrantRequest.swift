internal import ContactCenter
internal import Engine
internal import EventCodec
internal import NIOCore

/// What `POST /v1/access/grants` is sent.
struct GrantRequest {
  let name: String
  let role: Role
  let source: String
  /// Whether a token of the same name is to end.
  let replaces: Bool

  /// - Throws: what is wrong with it.
  init(_ body: ByteBuffer) throws(ProblemReport) {
    let fields: GrantFields
    do throws(CodecFailure) {
      fields = try RowCodec.decode(GrantFields.self, from: Array(body.readableBytesView))
    } catch {
      throw ProblemReport(
        .malformedJSON,
        "The body is not {\"name\", \"role\", \"source\"}, texts, with \"replace\" true or false.")
    }
    if let fault = IdentifierRules.fault(of: fields.name) {
      throw Self.problem(fault.type, "/name", fault.detail)
    }
    guard let role = Role(rawValue: fields.role) else {
      let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
      throw Self.problem(.wrongKind, "/role", "The roles are \(roles).")
    }
    let source = fields.source ?? ""
    if !source.isEmpty, let fault = IdentifierRules.fault(of: source) {
      throw Self.problem(fault.type, "/source", fault.detail)
    }
    guard role != .integration || !source.isEmpty else {
      throw Self.problem(
        .missingField, "/source", "An integration reports for one source: name it.")
    }
    (name, self.role, self.source) = (fields.name, role, source)
    replaces = fields.replace ?? false
  }

  private static func problem(
    _ type: ProblemType, _ pointer: String, _ detail: String
  ) -> ProblemReport {
    ProblemReport(errors: [DecodingProblem(type, at: pointer, detail)])
  }
}

/// The fields as they come.
private struct GrantFields: Payload {
  var name = ""
  var role = ""
  var source: String?
  var replace: Bool?

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("name", &name, "The name under which it is listed and revoked.")
    fields.required("role", &role, "What it may do.")
    fields.optional("source", &source, "The source that an integration reports for.")
    fields.optional("replace", &replace, "Whether a token of the same name is to end.")
  }
}
