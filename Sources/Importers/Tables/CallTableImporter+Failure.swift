extension CallTableImporter {
  /// Why an import cannot begin.
  package enum Failure: Error, Equatable {
    /// The mapping does not fit the file.
    case mapping(MappingFailure)
    /// The first line is written with another separator than the mapping's.
    case separator(SeparatorMismatch)
    /// The file is empty.
    case empty
    /// The first line, which is to name the columns, cannot be read.
    case header(ImportReason)
    /// The file is compressed, or in UTF-16; it is to be UTF-8.
    case foreign(ForeignFormat)
    /// More than `ImportLimits.tableBytesMax` bytes.
    case tooLarge(bytes: Int)
    /// More than `ImportLimits.tableRowsMax` rows.
    case tooManyRows
  }
}

extension CallTableImporter.Failure: CustomStringConvertible {
  /// A sentence for whoever gave the command: what is wrong, and what to do.
  package var description: String {
    switch self {
    case .mapping(let failure): "the mapping does not fit the table:\n\(failure)"
    case .separator(let mismatch): mismatch.description
    case .empty: "the table is empty: there is nothing to import"
    case .header(let reason):
      "the first line, which is to name the columns, cannot be read: \(reason.detail)"
    case .foreign(let format): "the table cannot be read: \(format)"
    case .tooLarge(let bytes):
      "the table has \(bytes) bytes, and \(ImportLimits.tableBytesMax) are the most: split it"
    case .tooManyRows: "the table has over \(ImportLimits.tableRowsMax) rows: split it"
    }
  }
}
