extension ProblemType {
  /// What happened, the same words each time.
  public var title: String { texts.title }
  /// When an answer carries it.
  public var occurs: String { texts.occurs }
  /// What the caller does about it.
  public var advice: String { texts.advice }

  private struct Texts {
    var title: String
    var occurs: String
    var advice: String

    init(_ title: String, _ occurs: String, _ advice: String) {
      self.title = title
      self.occurs = occurs
      self.advice = advice
    }
  }

  private var texts: Texts {
    requestTexts ?? valueTexts ?? accessTexts ?? conflictTexts ?? serviceTexts
  }

  private var requestTexts: Texts? {
    switch self {
    case .malformedJSON:
      Texts(
        "The body is not JSON", "A byte is not what RFC 8259 allows there.",
        "Correct the text at the byte that the detail names.")
    case .truncated:
      Texts(
        "The body is cut off", "The text ends within a value.",
        "Send the whole body; compare its length with content-length.")
    case .notUTF8:
      Texts(
        "The body is not UTF-8",
        "Bytes are no UTF-8, or an escape is half of a surrogate pair.",
        "Encode the text as UTF-8; escape characters beyond U+FFFF as pairs.")
    case .tooDeep:
      Texts(
        "The body nests too deeply", "More than 32 containers stand within one another.",
        "Send the event as its schema describes it; none nests deeply.")
    case .duplicateKey:
      Texts(
        "A name stands twice in an object", "Readers of JSON disagree about which one counts.",
        "Send each name once.")
    case .tooLarge:
      Texts(
        "The body is too large",
        "An event is beyond 256 KiB, or the whole body beyond what the answer names.",
        "Send less in one event, or fewer events in one batch.")
    case .invalidHeader:
      Texts(
        "A header's value cannot be read", "A header that the request rests on is malformed.",
        "Correct the header that the detail names.")
    case .invalidParameter:
      Texts(
        "A parameter's value cannot be read",
        "A parameter of the address is unknown, malformed or out of its range.",
        "Correct the parameter that the detail names.")
    case .unsupportedMediaType:
      Texts(
        "The content type is not taken here", "The body's content type is none of accept-post's.",
        "Send application/cloudevents+json, application/cloudevents-batch+json or application/json."
      )
    case .notAcceptable:
      Texts(
        "No form of the answer is acceptable", "The accept header leaves nothing to send.",
        "Accept one of the content types that the detail names.")
    default: nil
    }
  }

  private var valueTexts: Texts? {
    switch self {
    case .unknownEventType:
      Texts(
        "The event type is unknown", "No event type of this name and version exists.",
        "Use a type of the schemas; they are served under /schemas.")
    case .unknownField:
      Texts(
        "A field is unknown", "The event's schema has no field of this name.",
        "Remove the field, or correct its name.")
    case .missingField:
      Texts("A field is missing", "A required field is not there.", "Add the field.")
    case .wrongKind:
      Texts(
        "A value is of the wrong kind",
        "A value is not of the kind, the form or the words that its field takes.",
        "Send what the detail names.")
    case .outOfRange:
      Texts(
        "A value is out of its range", "A number, an instant or a count lies beyond its bounds.",
        "Send a value within the bounds that the detail names.")
    case .tooLong:
      Texts(
        "A text or a list is too long",
        "A text has more bytes, or a list more items, than allowed.",
        "Shorten it to what the detail names.")
    case .invalidEvent:
      Texts(
        "The event has several faults", "Fields are wrong in more than one way.",
        "Correct each of the errors; each has its own code, named like a problem type.")
    case .idempotencyKeyReused:
      Texts(
        "The idempotency key was used for another body",
        "The same idempotency-key came before with another body.",
        "Use a new key for a new request.")
    default: nil
    }
  }

  private var accessTexts: Texts? {
    switch self {
    case .unauthenticated:
      Texts(
        "Who asks is not known", "No token, or one that is not valid, came with the request.",
        "Send authorization: Bearer with a token that was granted.")
    case .forbidden:
      Texts(
        "The token does not allow this", "The token's role has no right to it.",
        "Ask an administrator for the role that the detail names.")
    case .notFound:
      Texts("There is nothing here", "The address names nothing.", "Correct the address.")
    case .methodNotAllowed:
      Texts(
        "The method is not allowed here", "The address exists, but not for this method.",
        "Use a method that the allow header names.")
    default: nil
    }
  }

  private var conflictTexts: Texts? {
    switch self {
    case .lifeCycle:
      Texts(
        "The state does not allow this", "The event contradicts what has happened before.",
        "Read the state and what it allows in the answer, and do one of those.")
    case .identityConflict:
      Texts(
        "The id is known with another body",
        "The same source and id were stored with other content.",
        "Give a new event a new id; repeat an old one unchanged.")
    case .partialRepeat:
      Texts(
        "A part of the batch is stored already",
        "Some of the batch's ids are known, others are not.",
        "Send those that are not stored, in a batch of their own.")
    case .cursorGone:
      Texts(
        "The cursor cannot be resumed", "It belongs to another log, or to a part that was cut off.",
        "Start from the earliest cursor in the answer, or from a view's snapshot.")
    case .wouldGoBack:
      Texts(
        "The consumer would go back", "It stands further on, or in another life of the log.",
        "Send a later cursor, or \"rewind\": true where going back is meant.")
    case .nameTaken:
      Texts(
        "The name has a token", "A second token is asked for under the name of one that works.",
        "Choose another name, revoke the token first, or send \"replace\": true to end it.")
    case .wrongVersion:
      Texts(
        "The stream is not at the expected version", "Somebody else wrote to it meanwhile.",
        "Read the stream, decide anew, and send the version that you saw.")
    case .preconditionRequired:
      Texts(
        "The request must say what it expects", "It changes something without if-match.",
        "Send if-match with the version that you saw.")
    default: nil
    }
  }

  private var serviceTexts: Texts {
    switch self {
    case .tooManyRequests:
      Texts(
        "Too many requests", "The caller is beyond its rate.", "Wait as long as retry-after says.")
    case .positionNotReached:
      Texts(
        "The position is not reached yet", "A read waited for min-position in vain.",
        "Wait as long as retry-after says, or wait longer with prefer: wait.")
    case .overloaded:
      Texts(
        "The writer's queue is full", "More appends wait than may; nothing was stored.",
        "Wait as long as retry-after says and send the same again.")
    case .unavailable:
      Texts(
        "The service is not available", "It is starting, stopping, or its storage does not answer.",
        "Wait as long as retry-after says and send the same again.")
    case .full:
      Texts(
        "There is no room", "The log's map or its disk is full; nothing was stored.",
        "Make room or let the map grow; reading goes on meanwhile.")
    case .damaged:
      Texts(
        "The log is damaged", "A record is not what was written; the detail names its position.",
        "Run log verify, and restore from a backup.")
    default:
      Texts(
        "The service failed", "A fault of the service itself.",
        "Report it with the time of the request.")
    }
  }
}
