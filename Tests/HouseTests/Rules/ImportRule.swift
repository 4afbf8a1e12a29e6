/// Which room may use which: the arrows of the house. None points back.
enum ImportRule {
  /// The rooms that each room may import. Modules that are not rooms are the manifest's business,
  /// but for the pure rooms below.
  static let arrows: [String: Set<String>] = [
    "ContactCenter": [],
    "CCRC32C": [],
    "EventLog": ["CCRC32C"],
    "Wallboard": [],
    "CLMDB": [],
    "CJemalloc": [],
    "CNGHTTP2": [],
    "CustomerKeys": [],
    "LMDB": ["CLMDB"],
    "HTTP2Server": ["CNGHTTP2"],
    "Simulation": ["ContactCenter"],
    "EventCodec": ["ContactCenter", "EventLog", "CustomerKeys"],
    "LMDBStorage": ["EventLog", "CustomerKeys", "LMDB"],
    "Reports": ["ContactCenter"],
    "SwitchboardClient": ["EventLog", "HTTP2Server"],
    "Engine": ["ContactCenter", "EventLog", "EventCodec", "CustomerKeys", "Reports"],
    "Importers": ["ContactCenter", "Engine"],
    "API": [
      "ContactCenter", "EventLog", "EventCodec", "Reports", "Engine", "HTTP2Server", "Wallboard",
    ],
    "switchboard": [
      "ContactCenter", "EventLog", "CustomerKeys", "LMDB", "HTTP2Server", "Simulation",
      "EventCodec", "LMDBStorage", "Reports", "Engine", "Importers", "API",
      "SwitchboardClient",
    ],
  ]

  /// All that the pure rooms may import: no clock, no file, no Foundation.
  static let pureRooms: [String: Set<String>] = [
    "ContactCenter": [], "EventLog": ["CCRC32C", "Synchronization"], "Wallboard": [],
  ]

  static func violations(in file: SourceFile) -> [String] {
    guard file.path.hasPrefix("Sources/") else { return [] }
    guard let allowed = arrows[file.target] else {
      return ["\(file.path): \(file.target) is not a room of the house"]
    }
    return file.code.enumerated().compactMap { number, line in
      guard let module = module(importedBy: line) else { return nil }
      if let all = pureRooms[file.target], !all.contains(module) {
        return file.violation(number, "\(file.target) is pure and may not import \(module)")
      }
      guard arrows[module] != nil, !allowed.contains(module) else { return nil }
      return file.violation(number, "\(file.target) may not import \(module)")
    }
  }

  /// The module of `import M`, `package import struct M.T` and the like.
  static func module(importedBy line: Substring) -> String? {
    let words = line.split(separator: " ")
    guard let place = words.firstIndex(of: "import"), place + 1 < words.count else { return nil }
    let before: Set<Substring> = [
      "package", "public", "internal", "fileprivate", "private", "@testable", "@preconcurrency",
      "@_exported",
    ]
    guard words[..<place].allSatisfy(before.contains) else { return nil }
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "typealias"]
    let name = words[(place + 1)...].first { !kinds.contains($0) } ?? ""
    return String(name.split(separator: ".").first ?? "")
  }
}
