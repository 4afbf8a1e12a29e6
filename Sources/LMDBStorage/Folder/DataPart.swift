/// What a data folder holds beside the log, by the name of its folder.
package enum DataPart: String, Sendable {
  case folds, keys, state

  /// What to do where it is damaged, or missing.
  var remedy: String {
    switch self {
    case .folds: "serve the folder: what is damaged is folded from the log again"
    case .keys: "restore it from a backup: without its keys, personal data is lost"
    case .state: "restore it from a backup: it holds tokens and named checkpoints"
    }
  }
}
