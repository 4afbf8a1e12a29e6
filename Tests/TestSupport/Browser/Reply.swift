import Foundation

/// The answer to one command, kept as bytes: parsed JSON does not cross tasks.
struct Reply: Sendable {
  private let bytes: Data

  static func result(of message: [String: Any], bytes: Data) -> Result<Reply, any Error> {
    if message["error"] != nil {
      return .failure(ChromiumFailure.refused(String(decoding: bytes, as: UTF8.self)))
    }
    return .success(Reply(bytes: bytes))
  }

  /// A text among the results.
  func text(of name: String) throws -> String {
    guard let text = try result()[name] as? String else { throw refusal }
    return text
  }

  /// A text in base 64 among the results, as its bytes.
  func bytes(of name: String) throws -> [UInt8] {
    guard let data = Data(base64Encoded: try text(of: name)) else { throw refusal }
    return [UInt8](data)
  }

  /// The text that an evaluated expression came to.
  func value() throws -> String {
    let result = try result()["result"] as? [String: Any]
    guard let value = result?["value"] as? String else { throw refusal }
    return value
  }

  private func result() throws -> [String: Any] {
    let message = try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
    return message?["result"] as? [String: Any] ?? [:]
  }

  private var refusal: ChromiumFailure {
    .refused(String(decoding: bytes, as: UTF8.self))
  }
}
