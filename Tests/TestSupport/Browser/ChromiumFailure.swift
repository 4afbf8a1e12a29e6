/// Why the browser did not do what a test asked of it.
package enum ChromiumFailure: Error {
  /// The browser ended, or was never there.
  case ended
  /// The protocol refused a command, or a script threw.
  case refused(String)
  /// A condition did not become true; with the text of the page at the end.
  case notInTime(String, page: String)
}
