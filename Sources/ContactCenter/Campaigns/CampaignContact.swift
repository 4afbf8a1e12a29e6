/// Somebody whom a campaign is to call, and how far that has come.
public struct CampaignContact: Sendable, Equatable {
  public var customer: CustomerID?
  public var zone: Code?
  public var attempts: Int64 = 0
  /// The call of the attempt under way.
  public var call: CallID?
  /// When the last attempt began or ended.
  public var lastAttemptAt: Timestamp?
  /// Whether nobody needs to try again.
  public var isSettled = false
}
