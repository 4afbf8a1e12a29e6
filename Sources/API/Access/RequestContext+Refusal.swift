internal import Engine
internal import EventCodec

extension RequestContext {
  /// Asks for a token (RFC 6750 §3).
  func failUnauthenticated() {
    let isInvalid = caller == .stranger(gaveCredential: true)
    let challenge = #"Bearer realm="switchboard""# + (isInvalid ? #", error="invalid_token""# : "")
    fail(
      ProblemReport(
        .unauthenticated,
        isInvalid ? "The token is not known, or has been revoked." : "No token came along."),
      [("www-authenticate", challenge)])
  }

  /// Names the right that the caller's role lacks.
  func failForbidden(lacking rights: [Right]) {
    let names = rights.map(\.rawValue)
    let role = caller.grant?.role.rawValue ?? ""
    fail(
      ProblemReport(
        .forbidden,
        "The role \(role) lacks the right \(names.joined(separator: " or ")).",
        members: [("missing", .texts(names)), ("role", .text(role))]))
  }
}
