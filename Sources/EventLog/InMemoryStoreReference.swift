import Synchronization

/// A lock around the store of an `InMemoryEventLog` that the log and its transactions share.
final class InMemoryStoreReference: Sendable {
  let value: Mutex<InMemoryStore>

  init(_ store: InMemoryStore) {
    value = Mutex(store)
  }
}
