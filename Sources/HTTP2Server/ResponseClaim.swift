import Synchronization

/// The right to answer an exchange once.
final class ResponseClaim: Sendable {
  let exchange: Exchange
  private let isUsed = Atomic<Bool>(false)

  init(exchange: Exchange) {
    self.exchange = exchange
  }

  deinit {
    answer(.fixed(status: 500, headers: .empty, body: nil))
  }

  /// Carries out the first answer; later ones are ignored.
  func answer(_ action: ResponseAction) {
    guard !isUsed.exchange(true, ordering: .relaxed) else { return }
    exchange.loop.perform(action, on: exchange)
  }
}

extension HTTPHeaderBlock {
  /// A block without fields.
  package static let empty = HTTPHeaderBlock([])
}
