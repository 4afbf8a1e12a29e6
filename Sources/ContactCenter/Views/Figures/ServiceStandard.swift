/// The limits by which visits are counted.
package struct ServiceStandard: Sendable, Equatable {
  /// T: an answer after at most this wait is within the standard.
  package var serviceLevelSeconds: Int64
  /// An abandon before this wait is short; 0: none is.
  package var shortAbandonSeconds: Int64

  package init(serviceLevelSeconds: Int64 = 20, shortAbandonSeconds: Int64 = 5) {
    self.serviceLevelSeconds = serviceLevelSeconds
    self.shortAbandonSeconds = shortAbandonSeconds
  }

  package var thresholdMilliseconds: Int64 { serviceLevelSeconds * 1_000 }
  package var shortAbandonMilliseconds: Int64 { shortAbandonSeconds * 1_000 }
}
