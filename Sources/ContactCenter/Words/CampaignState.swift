/// Where a campaign is in its life. The raw value is what people read.
public enum CampaignState: String, Choice {
  /// Nothing has happened yet.
  case new = "New"
  /// Being prepared.
  case draft = "Draft"
  /// Its contacts may be called.
  case running = "Running"
  case paused = "Paused"
  case ended = "Ended"
}
