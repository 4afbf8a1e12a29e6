/// Whether the agent spoke to the target before handing over.
public enum TransferKind: String, Choice {
  case blind
  case attended
}
