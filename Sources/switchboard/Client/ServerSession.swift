internal import NIOCore
internal import NIOHTTP1

/// A connection to a server that is used again and again.
struct ServerSession {
  let connection: ServerConnection
  var parts: ServerConnection.Parts
  let outbound: NIOAsyncChannelOutboundWriter<ServerConnection.SendablePart>

  /// Posts a JSON body and collects the answer.
  mutating func post(
    _ path: String, _ body: [UInt8], fields: [(String, String)] = []
  ) async throws -> (status: Int, body: [UInt8]) {
    var bytes: [UInt8] = []
    let request = ServerConnection.Request(
      method: .post, path: path, body: body, accept: "application/json", fields: fields)
    try await connection.write(request, to: outbound)
    var answer = ServerConnection.Answer()
    while let part = try await parts.next(isolation: #isolation) {
      let response = try answer.take(part) { _, piece in
        bytes.append(contentsOf: piece.readableBytesView)
      }
      if let response { return (response.status, bytes) }
    }
    throw ServerConnection.closedEarly
  }
}
