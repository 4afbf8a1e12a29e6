internal import ContactCenter
internal import EventCodec
internal import NIOCore

/// What a decision on a quarantined event is sent with: why.
struct SettlementRequest {
  let reason: Code

  /// - Throws: what is wrong with it.
  init(_ body: ByteBuffer) throws(ProblemReport) {
    let fields: SettlementFields
    do throws(CodecFailure) {
      fields = try RowCodec.decode(
        SettlementFields.self, from: body.readableBytes == 0 ? [] : Array(body.readableBytesView))
    } catch {
      throw ProblemReport(.malformedJSON, "The body is not {\"reason\"}, a text.")
    }
    guard let reason = fields.reason, !reason.isEmpty else {
      throw ProblemReport(errors: [
        DecodingProblem(.missingField, at: "/reason", "A decision needs a reason.")
      ])
    }
    guard reason.utf8.count <= 128, !reason.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f })
    else {
      throw ProblemReport(errors: [
        DecodingProblem(
          .tooLong, at: "/reason", "A reason has 1 to 128 bytes, none of control.")
      ])
    }
    self.reason = Code(reason)
  }
}

/// The field as it comes.
private struct SettlementFields: Payload {
  var reason: String?

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.optional("reason", &reason, "Why.")
  }
}
