import Glibc

/// The Unix socket that only the owner of the data folder can open.
enum ControlSocket {
  /// Makes a listening socket at a path, with mode 0600. Its mode is set before it listens: until
  /// then nobody can connect, so there is no moment at which others could.
  static func listen(at path: String) throws(HTTPServerError) -> CInt {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let byteCountMax = MemoryLayout.size(ofValue: address.sun_path) - 1
    guard path.utf8.count <= byteCountMax else {
      throw .socketPathTooLong(path: path, byteCountMax: byteCountMax)
    }
    // SAFETY: the length was checked, and the rest of the field is zero.
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { field in
      unsafe field.copyBytes(from: path.utf8)
    }
    let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .bind(address: path, detail: lastError()) }
    // A socket left by a dead server; a live one holds the folder's lock, so we would not be here.
    _ = unsafe unlink(path)
    let isBound = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    guard isBound, unsafe chmod(path, 0o600) == 0, Glibc.listen(descriptor, 128) == 0 else {
      let detail = lastError()
      close(descriptor)
      throw .bind(address: path, detail: detail)
    }
    return descriptor
  }

  private static func lastError() -> String {
    words(for: errno)
  }

  /// The system's words for one of its error numbers.
  static func words(for code: CInt) -> String {
    unsafe String(cString: strerror(code))
  }
}
