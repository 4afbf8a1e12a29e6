internal import ContactCenter
internal import Engine
internal import EventCodec
internal import NIOCore

/// What `POST /v1/access/grants` is sent.
struct GrantRequest {
  let name: String
  let role: Role
  let source: String

  /// - Throws: what is wrong with it.
  init(_ body: ByteBuffer) throws(ProblemReport) {
    let fields: GrantFields
    do throws(CodecFailure) {
      fields = try RowCodec.decode(GrantFields.self, from: Array(body.readableBytesView))
    } catch {
      throw ProblemReport(
        .malformedJSON, "The body is not {\"name\", \"role\", \"source\"}, each a text.")
    }
    guard (1...128).contains(fields.name.utf8.count), Self.isPlain(fields.name) else {
      throw Self.problem(.outOfRange, "/name", "A name has 1 to 128 bytes, none of control.")
    }
    guard let role = Role(rawValue: fields.role) else {
      let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
      throw Self.problem(.wrongKind, "/role", "The roles are \(roles).")
    }
    let source = fields.source ?? ""
    guard source.utf8.count <= 256, Self.isPlain(source) else {
      throw Self.problem(.tooLong, "/source", "A source has at most 256 bytes, none of control.")
    }
    guard role != .integration || !source.isEmpty else {
      throw Self.problem(
        .missingField, "/source", "An integration reports for one source: name it.")
    }
    (name, self.role, self.source) = (fields.name, role, source)
  }

  private static func isPlain(_ text: String) -> Bool {
    !text.utf8.contains { $0 < 0x20 || $0 == 0x7f }
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

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("name", &name, "The name under which it is listed and revoked.")
    fields.required("role", &role, "What it may do.")
    fields.optional("source", &source, "The source that an integration reports for.")
  }
}
