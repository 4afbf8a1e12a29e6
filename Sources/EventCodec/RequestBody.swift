public import ContactCenter

/// Bodies of requests that are not events, by the same rules and with the same problems.
public enum RequestBody {
  /// A payload out of a JSON object.
  ///
  /// - Throws: every fault of the body with its place.
  public static func decode<Body: Payload>(
    _ type: Body.Type, from bytes: ArraySlice<UInt8>
  ) throws(ProblemReport) -> Body {
    var scanner = JSONScanner()
    do throws(JSONFault) {
      try scanner.scan(bytes.span)
    } catch {
      let pointer = JSONPointer.path(ofFaultIn: scanner.tokens, bytes: bytes.span)
      throw ProblemReport(errors: [DecodingProblem(error.problemType, at: pointer, error.detail)])
    }
    let text = JSONText(bytes: bytes, tokens: scanner.tokens)
    guard scanner.tokens[0].kind == .object else {
      throw ProblemReport(errors: [
        DecodingProblem(.wrongKind, at: "", "The body is not a JSON object.")
      ])
    }
    var decoder = PayloadDecoder(text, object: 0, purpose: .request)
    var body = Body()
    body.describe(&decoder)
    decoder.finish { names in
      var blank = Body()
      blank.describe(&names)
    }
    let repeats = scanner.repeatedNames.map { index in
      DecodingProblem(
        .duplicateKey, at: text.pointer(index), "The name stands in its object already.")
    }
    let problems = repeats + decoder.problems
    guard problems.isEmpty else { throw ProblemReport(errors: problems) }
    return body
  }
}
