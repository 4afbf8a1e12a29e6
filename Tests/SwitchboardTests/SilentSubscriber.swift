import Foundation

/// A subscriber over HTTP/1.1 that asks for the whole log and reads nothing of it.
final class SilentSubscriber {
  private let socket: Int32

  /// Nil where nobody listens.
  init?(port: Int, token: String) {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    // The kernel holds little for it, so that the rest waits with the server.
    var receiveBytes: Int32 = 4_096
    setsockopt(
      socket, SOL_SOCKET, SO_RCVBUF, &receiveBytes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, length) }
    }
    let request = Array(
      """
      GET /v1/events?from=0 HTTP/1.1\r
      host: localhost\r
      accept: text/event-stream\r
      authorization: Bearer \(token)\r
      \r

      """.utf8)
    guard connected == 0,
      send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
    else { return nil }
  }

  deinit {
    close(socket)
  }

  /// Takes one byte, as a reader does that is as good as dead.
  func takeByte() -> Bool {
    var byte: UInt8 = 0
    return recv(socket, &byte, 1, 0) == 1
  }
}
