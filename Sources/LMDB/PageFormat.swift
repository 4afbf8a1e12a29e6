/// The format of LMDB 0.9 on 64-bit little-endian machines (`mdb.c`: `MDB_page`, `MDB_node`,
/// `MDB_db`, `MDB_meta`):
/// - page: number u64, pad u16, flags u16, lower u16, upper u16 (or the count of overflow pages
///   u32), then u16 offsets of nodes;
/// - node: low u16, high u16, flags u16, key length u16, key, data; a branch's first three are the
///   48 bits of a page's number, a leaf's first two the data's length;
/// - table: pad u32, flags u16, depth u16, branch, leaf and overflow pages u64, entries u64, root.
enum PageFormat {
  static let headerBytes = 16
  static let tableBytes = 48
  /// Deeper than any table can be.
  static let depthMax = 32
  /// What stands for the root of a table without pages.
  static let noPage = UInt64.max

  // Flags of pages.
  static let branch: UInt16 = 1
  static let leaf: UInt16 = 2
  static let overflow: UInt16 = 4
  static let meta: UInt16 = 8

  // Flags of a leaf's nodes: the value is on pages of its own, or is a table.
  static let bigData: UInt16 = 1
  static let subTable: UInt16 = 2

  // Flags of tables: keys are numbers of this machine.
  static let integerKeys: UInt16 = 8
}
