/// Frames as the server writes them.
enum Frames {
  static let epoch = "0000000000000abc"

  static func cursor(_ position: Int) -> String {
    "\(epoch).\(digits(position))"
  }

  static func event(_ position: Int, after previous: Int? = nil, data: String = "{}") -> String {
    """
    id: \(cursor(position))
    event: call.noted
    data: {"prev":"\(digits(previous ?? position - 1))","sequence":"\(digits(position))",\
    "streamversion":1,"specversion":"1.0","id":"e\(position)","source":"s","type":"call.noted",\
    "subject":"call/1","time":"2026-03-02T10:00:00.000Z","data":\(data)}


    """
  }

  static func caughtUp(_ position: Int) -> String {
    "id: \(cursor(position))\nevent: caught-up\ndata: {\"position\":\(position)}\n\n"
  }

  static func checkpoint(_ position: Int) -> String {
    "id: \(cursor(position))\n\n"
  }

  static let heartbeat =
    "event: heartbeat\ndata: {\"head\":9,\"time\":\"2026-03-02T10:00:00.000Z\"}\n\n"

  static func problem(_ kind: String, _ status: Int, _ members: String = "") -> String {
    """
    {"type":"urn:switchboard:problem:\(kind)","title":"T","status":\(status),\
    "detail":"D."\(members)}
    """
  }

  private static func digits(_ position: Int) -> String {
    let digits = String(position)
    return String(repeating: "0", count: 20 - digits.utf8.count) + digits
  }
}
