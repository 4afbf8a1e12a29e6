/// Every kind of problem that an answer may carry (RFC 9457), with the status that goes with it.
///
/// The raw value is the last part of the type's address and never changes. `Schemas/problems.json`
/// lists the same, and a test compares them. Titles and advice are in `ProblemType+Texts.swift`.
public enum ProblemType: String, CaseIterable, Sendable {
  // What was sent is not a request.
  case malformedJSON = "malformed-json"
  case truncated = "truncated"
  case notUTF8 = "not-utf8"
  case tooDeep = "too-deep"
  case duplicateKey = "duplicate-key"
  case tooLarge = "too-large"
  case invalidHeader = "invalid-header"
  case invalidParameter = "invalid-parameter"
  case unsupportedMediaType = "unsupported-media-type"
  case notAcceptable = "not-acceptable"

  // What it says cannot be.
  case unknownEventType = "unknown-event-type"
  case unknownField = "unknown-field"
  case missingField = "missing-field"
  case wrongKind = "wrong-kind"
  case outOfRange = "out-of-range"
  case tooLong = "too-long"
  case invalidEvent = "invalid-event"
  case idempotencyKeyReused = "idempotency-key-reused"

  // Who asks, and for what.
  case unauthenticated = "unauthenticated"
  case forbidden = "forbidden"
  case notFound = "not-found"
  case methodNotAllowed = "method-not-allowed"

  // It contradicts what is known.
  case lifeCycle = "life-cycle"
  case identityConflict = "identity-conflict"
  case partialRepeat = "partial-repeat"
  case cursorGone = "cursor-gone"
  case wouldGoBack = "would-go-back"
  case nameTaken = "name-taken"
  case wrongVersion = "wrong-version"
  case preconditionRequired = "precondition-required"

  // The service cannot, for now or at all.
  case tooManyRequests = "too-many-requests"
  case positionNotReached = "position-not-reached"
  case overloaded = "overloaded"
  case unavailable = "unavailable"
  case full = "full"
  case damaged = "damaged"
  case `internal` = "internal"

  /// The address that names the kind: a URN, since no host is the same everywhere.
  public var uri: String { "urn:switchboard:problem:\(rawValue)" }

  /// The status of an answer with this problem.
  public var status: Int {
    switch self {
    case .malformedJSON, .truncated, .notUTF8, .tooDeep, .duplicateKey, .invalidHeader,
      .invalidParameter:
      400
    case .unauthenticated: 401
    case .forbidden: 403
    case .notFound: 404
    case .methodNotAllowed: 405
    case .notAcceptable: 406
    case .lifeCycle, .identityConflict, .partialRepeat, .wouldGoBack, .nameTaken: 409
    case .cursorGone: 410
    case .wrongVersion: 412
    case .tooLarge: 413
    case .unsupportedMediaType: 415
    case .unknownEventType, .unknownField, .missingField, .wrongKind, .outOfRange, .tooLong,
      .invalidEvent, .idempotencyKeyReused:
      422
    case .preconditionRequired: 428
    case .tooManyRequests: 429
    case .damaged, .internal: 500
    case .positionNotReached, .overloaded, .unavailable: 503
    case .full: 507
    }
  }
}
