/// How a table is kept and shown.
public struct TableTraits: Sendable, Equatable {
  /// Whether readers may see its rows; the others serve the fold alone.
  public let isPublished: Bool
  /// Whether all its rows live in memory: restored at start, never evicted. The rows of other
  /// tables are fetched from a `RowSource` when the fold needs them.
  public let isResident: Bool

  /// Shown to readers, held in memory: dozens to thousands of rows.
  public static let published = TableTraits(isPublished: true, isResident: true)
  /// Shown to readers, too many to hold in memory.
  public static let publishedInStore = TableTraits(isPublished: true, isResident: false)
  /// The fold's own notes, held in memory: as many as there are open calls, or queues.
  public static let `private` = TableTraits(isPublished: false, isResident: true)
  /// The fold's own notes, too many to hold in memory.
  public static let privateInStore = TableTraits(isPublished: false, isResident: false)
}
