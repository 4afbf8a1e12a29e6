/// Rows by key, with a record of which have changed since they were last drained.
///
/// Rows lie in an array of slots and keys point at them: one look-up a change, and the order of
/// draining is the order of the first change, whatever the hash seed. Copies share their storage
/// until one of them changes.
public struct RowTable<Row: ViewRow>: Sendable {
  /// The table's name within its view.
  public let name: String
  /// How it is kept and shown.
  public let traits: TableTraits
  /// Where rows are found that are not in memory; nil: only memory counts.
  public var source: (any RowSource)?

  private struct Slot: Sendable {
    var key: String
    var row: Row
    var isPresent: Bool
    var isDirty: Bool
    var wasUsed: Bool
    /// Whether a row of this key may be where the table's rows are kept.
    var isStored: Bool
  }

  private var slotsByKey = RowIndex()
  private var slots: [Slot] = []
  private var freeSlots: [Int] = []
  private var dirtySlots: [Int] = []
  private var presentCount = 0

  /// An empty table.
  public init(_ name: String, _ traits: TableTraits) {
    self.name = name
    self.traits = traits
  }

  /// The number of rows in memory.
  public var count: Int { presentCount }

  /// The number of rows that have changed since the last `drain`.
  public var changedCount: Int { dirtySlots.count }

  // MARK: What folds call

  /// The row of a key, fetched from the source if it is not in memory.
  public mutating func row(_ key: String) -> Row? {
    guard let slot = slot(of: key), slots[slot].isPresent else { return nil }
    return slots[slot].row
  }

  /// Changes a row in place, or a new one that `blank` makes when there is none.
  ///
  /// - Parameter isNew: whether the key is known to be new: saves asking the source.
  public mutating func update<Result>(
    _ key: String, isNew: Bool = false, orInsert blank: () -> Row,
    _ change: (inout Row) -> Result
  ) -> Result {
    let index = (isNew ? heldSlot(of: key) : slot(of: key)) ?? addSlot(key, isStored: false)
    if !slots[index].isPresent {
      slots[index].row = blank()
      slots[index].isPresent = true
      presentCount += 1
    }
    touch(index)
    return change(&slots[index].row)
  }

  /// Changes a row in place; nil where there is none.
  @discardableResult
  public mutating func updateIfPresent<Result>(
    _ key: String, _ change: (inout Row) -> Result
  ) -> Result? {
    guard let index = slot(of: key), slots[index].isPresent else { return nil }
    touch(index)
    return change(&slots[index].row)
  }

  /// Adds a row, or puts it in the place of another, without asking the source.
  public mutating func insert(_ row: Row, key: String) {
    // Nobody has asked whether the key is stored; only what lives in memory is known.
    let index = heldSlot(of: key) ?? addSlot(key, isStored: !traits.isResident)
    if !slots[index].isPresent { presentCount += 1 }
    slots[index].row = row
    slots[index].isPresent = true
    touch(index)
  }

  /// Removes a row if there is one.
  ///
  /// - Returns: the row as it was.
  @discardableResult
  public mutating func remove(_ key: String) -> Row? {
    guard let index = slot(of: key), slots[index].isPresent else { return nil }
    let row = slots[index].row
    // What stands in a slot without a row is never looked at; it goes when the slot is let go.
    slots[index].isPresent = false
    presentCount -= 1
    touch(index)
    return row
  }

  // MARK: What the engine calls

  /// Hands out every row that has changed since the last call, and the key of every removed one
  /// that was handed out before, in the order of the first change. If a body throws, the rest stays
  /// to be drained.
  ///
  /// - Parameter changed: lent the row in its place, since a copy of a row of twenty names costs as
  ///   much as its encoding; must not change it.
  public mutating func drain<Failure: Error>(
    changed: (_ key: String, _ row: inout Row) throws(Failure) -> Void,
    removed: (_ key: String) throws(Failure) -> Void
  ) throws(Failure) {
    var done = 0
    defer { dirtySlots.removeFirst(done) }
    for index in dirtySlots {
      if slots[index].isPresent {
        try changed(slots[index].key, &slots[index].row)
      } else if slots[index].isStored {
        // A row that came and went since the last call was never seen by anybody.
        try removed(slots[index].key)
      }
      done += 1
      slots[index].isDirty = false
      slots[index].isStored = true
      if !slots[index].isPresent { release(index) }
    }
  }

  /// Calls back with every row in memory, in no promised order.
  public func forEach<Failure: Error>(
    _ body: (_ key: String, _ row: Row) throws(Failure) -> Void
  ) throws(Failure) {
    for slot in slots where slot.isPresent { try body(slot.key, slot.row) }
  }

  /// Puts a stored row back; it counts as unchanged.
  public mutating func restore(_ row: Row, key: String) {
    let index = heldSlot(of: key) ?? addSlot(key, isStored: true)
    if !slots[index].isPresent { presentCount += 1 }
    slots[index].row = row
    slots[index].isPresent = true
  }

  /// Forgets unchanged rows when more than `limit` are in memory: first those that have not been
  /// used since the last call, then all. Does nothing for a table that lives in memory.
  public mutating func evict(keepingAtMost limit: Int) {
    guard !traits.isResident, presentCount > limit else { return }
    evictUnused()
    if presentCount > limit { evictAll() }
    for index in slots.indices { slots[index].wasUsed = false }
  }

  // MARK: Slots

  private func heldSlot(of key: String) -> Int? {
    slotsByKey.slot(of: RowIndex.hash(key)) { RowIndex.areEqual(slots[$0].key, key) }
  }

  private mutating func slot(of key: String) -> Int? {
    if let index = heldSlot(of: key) { return index }
    guard let row = source?.row(Row.self, table: name, key: key) else { return nil }
    let index = addSlot(key, isStored: true)
    slots[index].row = row
    slots[index].isPresent = true
    presentCount += 1
    return index
  }

  private mutating func addSlot(_ key: String, isStored: Bool) -> Int {
    let slot = Slot(
      key: key, row: Row(), isPresent: false, isDirty: false, wasUsed: true, isStored: isStored)
    let index = freeSlots.popLast() ?? slots.count
    if index < slots.count { slots[index] = slot } else { slots.append(slot) }
    slotsByKey.insert(index, hash: RowIndex.hash(key))
    return index
  }

  private mutating func touch(_ index: Int) {
    slots[index].wasUsed = true
    guard !slots[index].isDirty else { return }
    slots[index].isDirty = true
    dirtySlots.append(index)
  }

  private mutating func evictUnused() {
    for index in slots.indices
    where slots[index].isPresent && !slots[index].isDirty && !slots[index].wasUsed {
      presentCount -= 1
      release(index)
    }
  }

  private mutating func evictAll() {
    for index in slots.indices where slots[index].isPresent && !slots[index].isDirty {
      presentCount -= 1
      release(index)
    }
  }

  private mutating func release(_ index: Int) {
    slotsByKey.remove(index, hash: RowIndex.hash(slots[index].key))
    slots[index] = Slot(
      key: "", row: Row(), isPresent: false, isDirty: false, wasUsed: false, isStored: false)
    freeSlots.append(index)
  }
}
