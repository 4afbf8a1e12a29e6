/// Whether the agent spoke to the target before handing over.
package enum TransferKind: String, Choice {
  case blind
  case attended
}
