import Glibc

/// The pages of one commit where the file is mapped, each checked before it is followed.
///
/// The library trusts its pages: a damaged length or number makes it read outside of the file, or
/// end the process. So those who only read find their rows here, and learn of damage by a failure.
/// `PageFormat` says what pages look like.
///
/// Belongs to one read transaction at a time, and is kept for the next with its handle.
@safe package final class MappedPages {
  /// A branch or leaf whose header has been checked.
  @safe struct Page {
    let start: UnsafeRawPointer
    let nodeCount: Int
    let upper: Int
    let isLeaf: Bool
  }

  let path: String
  private let start: UnsafeRawPointer
  private let pageBytes: Int
  private var pageCount: UInt64 = 0
  /// The root of the table of tables.
  private var root: UInt64 = PageFormat.noPage
  /// Those of the other tables, by identifier, as far as they have been asked for; 0 elsewhere.
  private var roots: [UInt64] = []

  init(of environment: Environment) {
    path = environment.path
    pageBytes = environment.pageBytes
    // SAFETY: the file is mapped from there on while the environment is open.
    unsafe start = UnsafeRawPointer(bitPattern: environment.mapBounds.start)!
  }

  /// Goes on to a commit, which stands in one of the two first pages of the file.
  ///
  /// - Returns: false where later ones stand there by now.
  func follow(_ commit: UInt64) -> Bool {
    for page in 0...1 {
      // SAFETY: the file has two such pages.
      let meta = unsafe start + page * pageBytes + PageFormat.headerBytes
      let newRoot = unsafe MappedPages.word(meta + 112)
      let last = unsafe MappedPages.word(meta + 120)
      // The number of the commit is written last.
      guard unsafe MappedPages.word(meta + 128) == commit else { continue }
      pageCount = last &+ 1
      root = newRoot
      roots.removeAll(keepingCapacity: true)
      return true
    }
    return false
  }

  /// The root of a table; nil where the table is empty.
  func root(of table: Table) throws(LMDBFailure) -> UInt64? {
    let index = Int(table.identifier)
    if index < roots.count, roots[index] != 0 {
      return roots[index] == PageFormat.noPage ? nil : roots[index]
    }
    let found = try findRoot(of: table)
    while roots.count <= index { roots.append(0) }
    roots[index] = found
    return found == PageFormat.noPage ? nil : found
  }

  private func findRoot(of table: Table) throws(LMDBFailure) -> UInt64 {
    let row = try unsafe table.name.withUnsafeBufferPointer { name throws(LMDBFailure) in
      try unsafe find(UnsafeRawBufferPointer(name), from: self.root)
    }
    guard let row = unsafe row,
      unsafe row.load(fromByteOffset: 4, as: UInt16.self) == PageFormat.subTable
    else { throw .missing("\(path): a table") }
    let (value, count) = unsafe try inlineValue(row)
    guard count == PageFormat.tableBytes,
      unsafe value.loadUnaligned(fromByteOffset: 4, as: UInt16.self) == 0
    else { throw damage("a table's row is wrong") }
    let root = unsafe Self.word(value + 40)
    guard root != 0 else { throw damage("a table has no root") }
    return root
  }

  /// The value under a key, if there is one, valid while the transaction lives.
  func value(
    of key: UnsafeRawBufferPointer, in table: Table
  ) throws(LMDBFailure) -> UnsafeRawBufferPointer? {
    guard let root = try self.root(of: table), let node = unsafe try find(key, from: root) else {
      return nil
    }
    return unsafe try value(node)
  }

  private func find(
    _ key: UnsafeRawBufferPointer, from root: UInt64
  ) throws(LMDBFailure) -> UnsafeRawPointer? {
    var number = root
    for _ in 0..<PageFormat.depthMax {
      let page = try self.page(number)
      let place = unsafe try search(page, key)
      if page.isLeaf {
        return place.isExact ? unsafe try node(page, place.index) : nil
      }
      number = try child(page, place.index)
    }
    throw damage("pages are nested too deep")
  }

  // MARK: - Pages

  /// A branch or leaf.
  func page(_ number: UInt64) throws(LMDBFailure) -> Page {
    let page = unsafe try self.bytes(of: number)
    let flags = unsafe page.load(fromByteOffset: 10, as: UInt16.self)
    let lower = Int(unsafe page.load(fromByteOffset: 12, as: UInt16.self))
    let upper = Int(unsafe page.load(fromByteOffset: 14, as: UInt16.self))
    let nodeCount = (lower - PageFormat.headerBytes) / 2
    guard flags == PageFormat.leaf || flags == PageFormat.branch, lower % 2 == 0, lower <= upper,
      upper <= pageBytes, nodeCount >= (flags == PageFormat.leaf ? 1 : 2)
    else { throw damage("page \(number) has a wrong header") }
    return unsafe Page(
      start: page, nodeCount: nodeCount, upper: upper, isLeaf: flags == PageFormat.leaf)
  }

  private func bytes(of number: UInt64) throws(LMDBFailure) -> UnsafeRawPointer {
    guard number >= 2, number < pageCount else {
      throw damage("page \(number) is beyond the end of the file")
    }
    // SAFETY: the page lies within the file.
    let page = unsafe start + Int(number) * pageBytes
    guard unsafe Self.word(page) == number else {
      throw damage("page \(number) says that it is another")
    }
    return unsafe page
  }

  /// A row of a page whose header and key lie within it.
  func node(_ page: Page, _ index: Int) throws(LMDBFailure) -> UnsafeRawPointer {
    // SAFETY: the index is below the page's count, whose numbers lie within the page.
    let offset = Int(
      unsafe page.start.load(fromByteOffset: PageFormat.headerBytes + 2 * index, as: UInt16.self))
    guard offset >= page.upper, offset % 2 == 0, offset + 8 <= pageBytes else {
      throw damage("a row lies outside of its page")
    }
    let node = unsafe page.start + offset
    guard unsafe offset + 8 + Int(node.load(fromByteOffset: 6, as: UInt16.self)) <= pageBytes else {
      throw damage("a key lies outside of its page")
    }
    return unsafe node
  }

  /// The key of a row that `node` gave.
  func key(_ node: UnsafeRawPointer) -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(
      start: node + 8, count: Int(node.load(fromByteOffset: 6, as: UInt16.self)))
  }

  /// The value of a leaf's row that `node` gave.
  func value(_ node: UnsafeRawPointer) throws(LMDBFailure) -> UnsafeRawBufferPointer {
    let (value, count) = unsafe try inlineValue(node)
    switch unsafe node.load(fromByteOffset: 4, as: UInt16.self) {
    case 0:
      return unsafe UnsafeRawBufferPointer(start: value, count: count)
    case PageFormat.bigData:
      return unsafe try longValue(at: Self.word(value), count: count)
    default:
      throw damage("a row has wrong flags")
    }
  }

  /// Where the value begins, and how long it says that it is: what is stored of it in the page lies
  /// within that.
  private func inlineValue(
    _ node: UnsafeRawPointer
  ) throws(LMDBFailure) -> (UnsafeRawPointer, count: Int) {
    let count = Int(unsafe node.loadUnaligned(as: UInt32.self))
    let isBig = unsafe node.load(fromByteOffset: 4, as: UInt16.self) == PageFormat.bigData
    let value = unsafe node + 8 + key(node).count
    let offset = unsafe (value - start) % pageBytes
    // A key may end where its page does.
    let room = offset == 0 ? 0 : pageBytes - offset
    guard (isBig ? 8 : count) <= room || count == 0 else {
      throw damage("a value lies outside of its page")
    }
    return unsafe (value, count)
  }

  private func longValue(
    at number: UInt64, count: Int
  ) throws(LMDBFailure) -> UnsafeRawBufferPointer {
    let page = unsafe try bytes(of: number)
    let needed = UInt64((PageFormat.headerBytes + count + pageBytes - 1) / pageBytes)
    let pages = UInt64(unsafe page.load(fromByteOffset: 12, as: UInt32.self))
    // A value that has become shorter may keep its pages.
    guard unsafe page.load(fromByteOffset: 10, as: UInt16.self) == PageFormat.overflow,
      pages >= needed, number + pages <= pageCount
    else { throw damage("the pages of a long value are wrong") }
    return unsafe UnsafeRawBufferPointer(start: page + PageFormat.headerBytes, count: count)
  }

  /// The page that a branch's row leads to.
  func child(_ page: Page, _ index: Int) throws(LMDBFailure) -> UInt64 {
    let node = unsafe try self.node(page, index)
    let low = unsafe node.loadUnaligned(as: UInt32.self)
    let high = unsafe node.load(fromByteOffset: 4, as: UInt16.self)
    return UInt64(low) | UInt64(high) << 32
  }

  /// In a leaf the first row whose key is not before the one given, or the count of rows; in a
  /// branch the row that leads there.
  func search(
    _ page: Page, _ key: UnsafeRawBufferPointer
  ) throws(LMDBFailure) -> (index: Int, isExact: Bool) {
    // The first key of a branch stands for everything before the second.
    var (low, high) = (page.isLeaf ? 0 : 1, page.nodeCount)
    while low < high {
      let middle = (low + high) / 2
      let order = unsafe Self.order(self.key(try node(page, middle)), key)
      if order == 0 { return (middle, true) }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return (page.isLeaf ? low : low - 1, false)
  }

  private static func order(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Int {
    let shared = min(left.count, right.count)
    guard shared > 0, let a = left.baseAddress, let b = right.baseAddress else {
      return left.count - right.count
    }
    // SAFETY: both have as many bytes.
    let order = unsafe Int(memcmp(a, b, shared))
    return order == 0 ? left.count - right.count : order
  }

  private static func word(_ address: UnsafeRawPointer) -> UInt64 {
    unsafe address.loadUnaligned(as: UInt64.self)
  }

  func damage(_ reason: String) -> LMDBFailure { .damaged("\(path): \(reason)") }
}
