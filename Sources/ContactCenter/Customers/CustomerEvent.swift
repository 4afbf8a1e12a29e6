/// What happens to a customer's record. Streams: `customer/<id>`.
public enum CustomerEvent: Sendable, Equatable {
  case registered(Registered)
  case detailsChanged(DetailsChanged)
  case merged(Merged)
  case consentGranted(ConsentGranted)
  case consentWithdrawn(ConsentWithdrawn)
  case doNotCallSet(DoNotCallSet)
  case contactRefused(ContactRefused)
  case dataShared(DataShared)
  case sharingRefused(SharingRefused)
}

extension CustomerEvent {
  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .registered: Registered.type
    case .detailsChanged: DetailsChanged.type
    case .merged: Merged.type
    case .consentGranted: ConsentGranted.type
    case .consentWithdrawn: ConsentWithdrawn.type
    case .doNotCallSet: DoNotCallSet.type
    case .contactRefused: ContactRefused.type
    case .dataShared: DataShared.type
    case .sharingRefused: SharingRefused.type
    }
  }

  /// Presents the payload's fields to the visitor.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .registered(let payload): self = .registered(payload.described(by: &fields))
    case .detailsChanged(let payload): self = .detailsChanged(payload.described(by: &fields))
    case .merged(let payload): self = .merged(payload.described(by: &fields))
    case .consentGranted(let payload): self = .consentGranted(payload.described(by: &fields))
    case .consentWithdrawn(let payload): self = .consentWithdrawn(payload.described(by: &fields))
    case .doNotCallSet(let payload): self = .doNotCallSet(payload.described(by: &fields))
    case .contactRefused(let payload): self = .contactRefused(payload.described(by: &fields))
    case .dataShared(let payload): self = .dataShared(payload.described(by: &fields))
    case .sharingRefused(let payload): self = .sharingRefused(payload.described(by: &fields))
    }
  }

  /// One blank event of each type, in the order of a life.
  public static let all: [CustomerEvent] = [
    .registered(Registered()), .detailsChanged(DetailsChanged()), .merged(Merged()),
    .consentGranted(ConsentGranted()), .consentWithdrawn(ConsentWithdrawn()),
    .doNotCallSet(DoNotCallSet()), .contactRefused(ContactRefused()),
    .dataShared(DataShared()), .sharingRefused(SharingRefused()),
  ]
}
