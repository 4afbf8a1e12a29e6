/// Whether a call is being recorded.
public enum RecordingState: String, Choice {
  case off
  case running
  case paused
}
