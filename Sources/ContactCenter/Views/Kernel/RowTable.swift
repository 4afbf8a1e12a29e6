/// Rows by key, with a record of which have changed since they were last drained.
///
/// Rows lie in slots and keys point at them: one look-up a change, and the order of draining is the
/// order of the first change, whatever the hash seed. Keys, rows and notes of the slots are arrays
/// of their own, so that whoever asks for a key or a note moves no row. Copies share their storage
/// until one of them changes.
public struct RowTable<Row: ViewRow>: Sendable {
  /// The table's name within its view.
  public let name: String
  /// How it is kept and shown.
  public let traits: TableTraits
  /// Where rows are found that are not in memory; nil: only memory counts.
  public var source: (any RowSource)?

  /// What is known of a slot beside its key and row.
  private struct Note: Sendable {
    var isPresent = false
    var isDirty = false
    var wasUsed = false
    /// Whether a row of this key may be where the table's rows are kept.
    var isStored = false
  }

  private var slotsByKey = RowIndex()
  private var keys: [String] = []
  private var rows: [Row] = []
  private var notes: [Note] = []
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
    guard let slot = slot(of: key), notes[slot].isPresent else { return nil }
    return rows[slot]
  }

  /// Changes a row in place, or a new one that `blank` makes when there is none.
  ///
  /// - Parameter isNew: whether the key is known to be new: saves asking the source.
  public mutating func update<Result>(
    _ key: String, isNew: Bool = false, orInsert blank: () -> Row,
    _ change: (inout Row) -> Result
  ) -> Result {
    let index = (isNew ? heldSlot(of: key) : slot(of: key)) ?? addSlot(key, isStored: false)
    if !notes[index].isPresent { put(blank(), at: index) }
    touch(index)
    return change(&rows[index])
  }

  /// Changes a row in place; nil where there is none.
  @discardableResult
  public mutating func updateIfPresent<Result>(
    _ key: String, _ change: (inout Row) -> Result
  ) -> Result? {
    guard let index = slot(of: key), notes[index].isPresent else { return nil }
    touch(index)
    return change(&rows[index])
  }

  /// Adds a row, or puts it in the place of another, without asking the source.
  public mutating func insert(_ row: consuming Row, key: String) {
    // Nobody has asked whether the key is stored; only what lives in memory is known.
    let index = heldSlot(of: key) ?? addSlot(key, isStored: !traits.isResident)
    put(row, at: index)
    touch(index)
  }

  /// Removes a row if there is one.
  ///
  /// - Returns: the row as it was.
  public mutating func take(_ key: String) -> Row? {
    leave(key).map { rows[$0] }
  }

  /// Removes a row if there is one.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  public mutating func remove(_ key: String) -> Bool {
    leave(key) != nil
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
      if notes[index].isPresent {
        try changed(keys[index], &rows[index])
      } else if notes[index].isStored {
        // A row that came and went since the last call was never seen by anybody.
        try removed(keys[index])
      }
      done += 1
      notes[index].isDirty = false
      notes[index].isStored = true
      if !notes[index].isPresent { release(index) }
    }
  }

  /// Calls back with every row in memory, in no promised order.
  public func forEach<Failure: Error>(
    _ body: (_ key: String, _ row: Row) throws(Failure) -> Void
  ) throws(Failure) {
    for index in notes.indices where notes[index].isPresent {
      try body(keys[index], rows[index])
    }
  }

  /// Puts a stored row back; it counts as unchanged.
  public mutating func restore(_ row: Row, key: String) {
    put(row, at: heldSlot(of: key) ?? addSlot(key, isStored: true))
  }

  /// Forgets unchanged rows when more than `limit` are in memory: first those that have not been
  /// used since the last call, then all. Does nothing for a table that lives in memory.
  public mutating func evict(keepingAtMost limit: Int) {
    guard !traits.isResident, presentCount > limit else { return }
    evictUnused()
    if presentCount > limit { evictAll() }
    for index in notes.indices { notes[index].wasUsed = false }
  }

  // MARK: Slots

  private func heldSlot(of key: String) -> Int? {
    slotsByKey.slot(of: RowIndex.hash(key)) { RowIndex.areEqual(keys[$0], key) }
  }

  private mutating func slot(of key: String) -> Int? {
    if let index = heldSlot(of: key) { return index }
    guard let row = source?.row(Row.self, table: name, key: key) else { return nil }
    let index = addSlot(key, isStored: true)
    put(row, at: index)
    return index
  }

  private mutating func addSlot(_ key: String, isStored: Bool) -> Int {
    let note = Note(wasUsed: true, isStored: isStored)
    let index: Int
    if let free = freeSlots.popLast() {
      index = free
      keys[index] = key
      notes[index] = note
    } else {
      index = notes.count
      keys.append(key)
      rows.append(Row())
      notes.append(note)
    }
    slotsByKey.insert(index, hash: RowIndex.hash(key))
    return index
  }

  private mutating func put(_ row: consuming Row, at index: Int) {
    rows[index] = row
    guard !notes[index].isPresent else { return }
    notes[index].isPresent = true
    presentCount += 1
  }

  /// Takes a row out of the table, if there is one. What stands in a slot without a row is never
  /// looked at but by who takes it; it goes when the slot is let go.
  ///
  /// - Returns: its slot.
  private mutating func leave(_ key: String) -> Int? {
    guard let index = slot(of: key), notes[index].isPresent else { return nil }
    notes[index].isPresent = false
    presentCount -= 1
    touch(index)
    return index
  }

  private mutating func touch(_ index: Int) {
    notes[index].wasUsed = true
    guard !notes[index].isDirty else { return }
    notes[index].isDirty = true
    dirtySlots.append(index)
  }

  private mutating func evictUnused() {
    for index in notes.indices
    where notes[index].isPresent && !notes[index].isDirty && !notes[index].wasUsed {
      presentCount -= 1
      release(index)
    }
  }

  private mutating func evictAll() {
    for index in notes.indices where notes[index].isPresent && !notes[index].isDirty {
      presentCount -= 1
      release(index)
    }
  }

  private mutating func release(_ index: Int) {
    slotsByKey.remove(index, hash: RowIndex.hash(keys[index]))
    keys[index] = ""
    rows[index] = Row()
    notes[index] = Note()
    freeSlots.append(index)
  }
}
