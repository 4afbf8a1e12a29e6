import Foundation

/// A blocking HTTP/1.1 client of a control socket, one request at a time: for load from threads.
final class ControlClient {
  private let socket: Int32

  /// Nil where nobody listens.
  init?(folder: URL) {
    socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array((folder.path + "/control.sock").utf8CString)
    guard socket >= 0, path.count <= MemoryLayout.size(ofValue: address.sun_path) else {
      return nil
    }
    withUnsafeMutableBytes(of: &address.sun_path) { bytes in
      path.withUnsafeBytes { bytes.copyMemory(from: $0) }
    }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, length) }
    }
    guard connected == 0 else {
      close(socket)
      return nil
    }
  }

  deinit {
    close(socket)
  }

  /// Posts JSON.
  ///
  /// - Returns: the status and body; nil when the server went away before it had answered.
  func post(_ path: String, _ body: String) -> (status: Int, body: String)? {
    let request = """
      POST \(path) HTTP/1.1\r
      host: localhost\r
      content-type: application/json\r
      content-length: \(body.utf8.count)\r
      \r
      \(body)
      """
    let bytes = Array(request.utf8)
    guard send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
      return nil
    }
    return readAnswer()
  }

  private func readAnswer() -> (status: Int, body: String)? {
    var received: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = recv(socket, &chunk, chunk.count, 0)
      guard count > 0 else { return nil }
      received += chunk[..<count]
      let text = String(decoding: received, as: UTF8.self)
      guard let end = text.range(of: "\r\n\r\n") else { continue }
      let head = text[..<end.lowerBound].lowercased()
      let lines = head.components(separatedBy: "\r\n")
      let length =
        lines.first { $0.hasPrefix("content-length:") }
        .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
      let body = text[end.upperBound...]
      guard body.utf8.count >= length else { continue }
      return (Int(lines[0].split(separator: " ")[1]) ?? 0, String(body))
    }
  }
}
