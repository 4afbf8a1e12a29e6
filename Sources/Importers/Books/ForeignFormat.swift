/// What a file is where its first bytes show that it is no text in UTF-8.
///
/// It is refused before a line is read: a compressed log would fill the quarantine with rubbish.
package enum ForeignFormat: String, Error, CaseIterable, CustomStringConvertible {
  case gzip, bzip2, xz, zstd, zip
  case utf16 = "UTF-16"

  /// So many first bytes are enough to tell.
  package static let bytesNeeded = 10

  /// Nil where the file may be text.
  package init?(firstBytes: some Collection<UInt8>) {
    let first = Array(firstBytes.prefix(Self.bytesNeeded))
    let found = Self.allCases.first { format in
      format.signatures.contains { first.starts(with: $0) }
    }
    guard let format = found ?? (Self.isWide(first) ? .utf16 : nil) else { return nil }
    self = format
  }

  /// What the file is, and how it can be imported all the same.
  package var description: String {
    self == .utf16
      ? "it is in UTF-16, not in UTF-8; convert it on its way: "
        + "iconv -f UTF-16 -t UTF-8 FILE | switchboard import … -"
      : "it is compressed (\(rawValue)); unpack it on its way: "
        + "\(unpacking) FILE | switchboard import … -"
  }

  private var unpacking: String {
    switch self {
    case .bzip2: "bunzip2 -c"
    case .xz: "xz -dc"
    case .zstd: "zstd -dc"
    case .zip: "unzip -p"
    case .gzip, .utf16: "gunzip -c"
    }
  }

  private var signatures: [[UInt8]] {
    switch self {
    case .gzip: [[0x1F, 0x8B]]
    // "BZh", the level, and the first block's number: three letters may begin a text.
    case .bzip2: (0x31...0x39).map { [0x42, 0x5A, 0x68, $0, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59] }
    case .xz: [[0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]]
    case .zstd: [[0x28, 0xB5, 0x2F, 0xFD]]
    case .zip: [[0x50, 0x4B, 0x03, 0x04]]
    case .utf16: [[0xFF, 0xFE], [0xFE, 0xFF]]
    }
  }

  /// Whether every other byte is zero, as in UTF-16 without a mark.
  private static func isWide(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 4 else { return false }
    let zeros = bytes.prefix(4).map { $0 == 0 }
    return zeros == [true, false, true, false] || zeros == [false, true, false, true]
  }
}
