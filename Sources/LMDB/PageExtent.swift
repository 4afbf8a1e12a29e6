/// Which pages of a file's tables are looked at; those that name the tables always are.
package enum PageExtent: Sendable {
  case all
  /// Those that lead to rows, and the path to each table's last row: about one in a hundred.
  case branches
  /// Only the path to each table's last row: what an append follows.
  case lastRows
}
