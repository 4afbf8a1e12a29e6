/// Walks over the pages of a file as its last commit connects them and finds what is damaged,
/// before the library, which trusts its pages, follows them out of the file.
struct PageWalk {
  /// Where a walk found something wrong.
  struct Damage: Error {
    let reason: String
  }

  /// How the keys of a table follow each other.
  enum KeyOrder {
    /// As the bytes are compared: every table of ours.
    case bytes
    /// As 64-bit numbers of this machine: the table of free pages, whose keys are transactions.
    case numbers
  }

  private struct Page {
    let number: UInt64
    let bytes: [UInt8]
    var flags: UInt16 { bytes.little16(at: 10) }
    var lower: Int { Int(bytes.little16(at: 12)) }
    var upper: Int { Int(bytes.little16(at: 14)) }
    var nodeCount: Int { (lower - PageFormat.headerBytes) / 2 }
    var overflowPages: UInt64 { UInt64(bytes.little32(at: 12)) }
  }

  /// The last key that was found whole in the table at work, and that table's name.
  private(set) var lastKey: [UInt8] = []
  private(set) var tableName: [UInt8] = []

  private let readPage: (UInt64) throws(LMDBFailure) -> [UInt8]
  private let pageBytes: Int
  private let lastPage: UInt64
  private let namedExtent: PageExtent
  private var visited: [UInt64]
  private var keyOrder = KeyOrder.bytes
  private var tableDepth = 0
  private var extent = PageExtent.all

  init(
    pageBytes: Int, lastPage: UInt64, extent: PageExtent,
    readPage: @escaping (UInt64) throws(LMDBFailure) -> [UInt8]
  ) {
    self.pageBytes = pageBytes
    self.lastPage = lastPage
    namedExtent = extent
    self.readPage = readPage
    visited = [UInt64](repeating: 0, count: Int(lastPage / 64) + 1)
  }

  /// Walks the table of free pages, or that of the tables with the tables in it.
  ///
  /// - Parameter keyOrder: how the table's keys follow each other.
  mutating func walk(table: [UInt8], keyOrder: KeyOrder = .bytes) throws {
    guard table.little16(at: 4) == (keyOrder == .numbers ? PageFormat.integerKeys : 0) else {
      throw Damage(reason: "a table has flags \(table.little16(at: 4))")
    }
    let root = table.little64(at: 40)
    guard root != PageFormat.noPage else { return }
    lastKey = []
    self.keyOrder = keyOrder
    tableDepth = Int(table.little16(at: 6))
    try walk(page: root, depth: 0)
  }

  private func isAscending(to key: [UInt8]) -> Bool {
    switch keyOrder {
    case .bytes: lastKey.lexicographicallyPrecedes(key)
    case .numbers:
      lastKey.count == 8 && key.count == 8 && lastKey.little64(at: 0) < key.little64(at: 0)
    }
  }

  private mutating func walk(page number: UInt64, depth: Int) throws {
    guard depth < PageFormat.depthMax else { throw Damage(reason: "pages are nested too deep") }
    let page = try load(number)
    guard page.flags == PageFormat.branch || page.flags == PageFormat.leaf else {
      throw Damage(reason: "page \(number) has flags \(page.flags)")
    }
    guard page.lower >= PageFormat.headerBytes, page.lower % 2 == 0, page.lower <= page.upper,
      page.upper <= pageBytes
    else { throw Damage(reason: "page \(number) has wrong bounds") }
    guard (page.flags == PageFormat.leaf) == (depth + 1 == tableDepth) else {
      throw Damage(reason: "page \(number) is not as deep in its table as it should be")
    }
    guard page.nodeCount >= (page.flags == PageFormat.branch ? 2 : 1) else {
      throw Damage(reason: "page \(number) has too few rows")
    }
    // The nodes of a page are checked even where only the last one is followed.
    for index in 0..<page.nodeCount {
      let node = try nodeOffset(page, index)
      let isLast = index == page.nodeCount - 1
      if page.flags == PageFormat.leaf {
        try checkRow(page, node, isFollowed: isLast || extent == .all)
      } else if isLast || leadsOn(from: depth) {
        try walk(page: child(page, node), depth: depth + 1)
      }
    }
  }

  /// Whether the children of a branch at some depth are looked at, all of them.
  private func leadsOn(from depth: Int) -> Bool {
    switch extent {
    case .all: true
    case .branches: depth + 2 < tableDepth
    case .lastRows: false
    }
  }

  private mutating func load(_ number: UInt64) throws -> Page {
    guard number >= 2, number <= lastPage else {
      throw Damage(reason: "page \(number) is beyond the end of the file")
    }
    let (word, bit) = (Int(number / 64), UInt64(1) << (number % 64))
    guard visited[word] & bit == 0 else { throw Damage(reason: "page \(number) is used twice") }
    visited[word] |= bit
    let page = Page(number: number, bytes: try readPage(number))
    guard page.bytes.count == pageBytes else { throw Damage(reason: "page \(number) is cut off") }
    guard page.bytes.little64(at: 0) == number else {
      throw Damage(reason: "page \(number) says that it is page \(page.bytes.little64(at: 0))")
    }
    return page
  }

  /// The place of a node whose header and key lie within the page.
  private func nodeOffset(_ page: Page, _ index: Int) throws -> Int {
    let node = Int(page.bytes.little16(at: PageFormat.headerBytes + 2 * index))
    guard node >= page.upper, node + 8 <= pageBytes,
      node + 8 + Int(page.bytes.little16(at: node + 6)) <= pageBytes
    else { throw Damage(reason: "row \(index) of page \(page.number) lies outside of it") }
    return node
  }

  private func child(_ page: Page, _ node: Int) -> UInt64 {
    UInt64(page.bytes.little32(at: node)) | UInt64(page.bytes.little16(at: node + 4)) << 32
  }

  private mutating func checkRow(_ page: Page, _ node: Int, isFollowed: Bool) throws {
    let flags = page.bytes.little16(at: node + 4)
    let length = Int(page.bytes.little32(at: node))
    let keyEnd = node + 8 + Int(page.bytes.little16(at: node + 6))
    let key = Array(page.bytes[node + 8..<keyEnd])
    let stored = flags == PageFormat.bigData ? 8 : length
    guard keyEnd + stored <= pageBytes else {
      throw Damage(reason: "a value of page \(page.number) lies outside of it")
    }
    guard lastKey.isEmpty || isAscending(to: key) else {
      throw Damage(reason: "the keys of page \(page.number) are out of order")
    }
    switch flags {
    case 0: break
    case PageFormat.bigData where isFollowed:
      try checkOverflow(page.bytes.little64(at: keyEnd), length: length)
    case PageFormat.bigData: break
    case PageFormat.subTable:
      guard length == PageFormat.tableBytes else { throw Damage(reason: "a table's row is wrong") }
      try walkTable(key, Array(page.bytes[keyEnd..<keyEnd + length]))
    default: throw Damage(reason: "a row of page \(page.number) has flags \(flags)")
    }
    lastKey = key
  }

  private mutating func walkTable(_ name: [UInt8], _ table: [UInt8]) throws {
    let outerDepth = tableDepth
    tableName = name
    extent = namedExtent
    try walk(table: table)
    extent = .all
    tableName = []
    tableDepth = outerDepth
  }

  private mutating func checkOverflow(_ number: UInt64, length: Int) throws {
    let page = try load(number)
    let needed = UInt64((PageFormat.headerBytes + length + pageBytes - 1) / pageBytes)
    // A value that has become shorter may keep its pages.
    guard page.flags == PageFormat.overflow, page.overflowPages >= needed,
      number + page.overflowPages - 1 <= lastPage
    else { throw Damage(reason: "the pages of a long value at page \(number) are wrong") }
  }
}

extension [UInt8] {
  /// Little-endian numbers; the offset has been checked.
  func little16(at offset: Int) -> UInt16 {
    UInt16(self[offset]) | UInt16(self[offset + 1]) << 8
  }

  func little32(at offset: Int) -> UInt32 {
    UInt32(little16(at: offset)) | UInt32(little16(at: offset + 2)) << 16
  }

  func little64(at offset: Int) -> UInt64 {
    UInt64(little32(at: offset)) | UInt64(little32(at: offset + 4)) << 32
  }
}
