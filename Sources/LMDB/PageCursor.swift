/// A place among the rows of a table, found over checked pages: what `TableCursor` is to those who
/// only read.
@safe struct PageCursor {
  private let pages: MappedPages
  private let root: UInt64?
  /// From the root to the leaf, each with the row that was taken; empty where there is no place.
  private var trail: [(page: MappedPages.Page, index: Int)] = []

  init(_ pages: MappedPages, table: Table) throws(LMDBFailure) {
    self.pages = pages
    root = try pages.root(of: table)
  }

  /// The row's key and value, valid while the transaction lives.
  ///
  /// To be called where a move has found a row.
  func row() throws(LMDBFailure) -> (key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    let (page, index) = trail[trail.count - 1]
    // SAFETY: the row has been moved to; both lie within checked pages of the transaction.
    let node = unsafe try pages.node(page, index)
    return unsafe (pages.key(node), try pages.value(node))
  }

  /// - Returns: whether there is a row.
  mutating func moveToEnd(isLast: Bool) throws(LMDBFailure) -> Bool {
    trail.removeAll(keepingCapacity: true)
    guard let root else { return false }
    try descend(to: root, isLast: isLast)
    return true
  }

  /// Goes to the row with a key, or to the next one in order.
  mutating func move(
    to key: UnsafeRawBufferPointer, isExactly: Bool
  ) throws(LMDBFailure) -> Bool {
    trail.removeAll(keepingCapacity: true)
    guard var number = root else { return false }
    while true {
      let page = try pages.page(number)
      let place = unsafe try pages.search(page, key)
      try append(page, place.index)
      guard page.isLeaf else {
        number = try pages.child(page, place.index)
        continue
      }
      if place.isExact { return true }
      if isExactly {
        trail.removeAll(keepingCapacity: true)
        return false
      }
      guard place.index == page.nodeCount else { return true }
      return try step(forward: true)
    }
  }

  /// Goes one row on, or back.
  mutating func step(forward: Bool) throws(LMDBFailure) -> Bool {
    guard !trail.isEmpty else { return try moveToEnd(isLast: !forward) }
    var level = trail.count - 1
    while true {
      let (page, index) = trail[level]
      let next = forward ? index + 1 : index - 1
      if next >= 0, next < page.nodeCount {
        trail[level].index = next
        trail.removeSubrange((level + 1)...)
        if !page.isLeaf { try descend(to: pages.child(page, next), isLast: !forward) }
        return true
      }
      guard level > 0 else { return false }
      level -= 1
    }
  }

  private mutating func descend(to number: UInt64, isLast: Bool) throws(LMDBFailure) {
    var number = number
    while true {
      let page = try pages.page(number)
      let index = isLast ? page.nodeCount - 1 : 0
      try append(page, index)
      guard !page.isLeaf else { return }
      number = try pages.child(page, index)
    }
  }

  private mutating func append(_ page: MappedPages.Page, _ index: Int) throws(LMDBFailure) {
    guard trail.count < PageFormat.depthMax else {
      throw pages.damage("pages are nested too deep")
    }
    trail.append((page, index))
  }
}
