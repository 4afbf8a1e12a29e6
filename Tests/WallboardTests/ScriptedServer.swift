import Synchronization
import TestSupport
import Wallboard

/// A server as the page sees it: the real files of the pages, and views that answer as scripted.
///
/// A scripted stream arrives whole. Then it ends, so that the page reconnects and must carry on
/// from its cursor, or it stays open without another word.
final class ScriptedServer: Sendable {
  /// What one request to a view is answered.
  enum Turn {
    case stream(String)
    case open(String)
    case refuse(Int)
    /// No answer at all: a connection that died without a word.
    case silence
  }

  private struct State {
    var tokens: Set<String>
    var queues: [Turn]
    var agents: [Turn]
    var requests: [PageRequest] = []

    func session(_ request: PageRequest) -> Turn {
      let token = request.headers["authorization"]?.split(separator: " ").last.map(String.init)
      return .refuse(token.map(tokens.contains) == true ? 204 : 401)
    }
  }

  private let state: Mutex<State>

  /// - Parameters:
  ///   - tokens: those that are traded for a cookie.
  ///   - queues: the answers to requests for the queues' view, in order; the last is repeated.
  ///   - agents: the same for the agents.
  init(tokens: Set<String> = ["good"], queues: [Turn], agents: [Turn] = [.open(emptyView)]) {
    state = Mutex(State(tokens: tokens, queues: queues, agents: agents))
  }

  /// The requests so far whose path is `path`, in order.
  func requests(for path: String) -> [PageRequest] {
    state.withLock { $0.requests.filter { $0.path == path } }
  }

  func answer(_ request: PageRequest) -> PageAnswer? {
    if let asset = WallboardAssets.asset(path: request.path) {
      return PageAnswer(headers: asset.headers, body: asset.body)
    }
    let turn: Turn? = state.withLock { state in
      state.requests.append(request)
      switch request.path {
      case "/v1/session": return state.session(request)
      case "/v1/views/queues": return Self.next(&state.queues)
      case "/v1/views/agents": return Self.next(&state.agents)
      default: return .refuse(404)
      }
    }
    return turn.flatMap(Self.answer)
  }

  private static func next(_ turns: inout [Turn]) -> Turn? {
    turns.count > 1 ? turns.removeFirst() : turns.first
  }

  private static func answer(_ turn: Turn) -> PageAnswer? {
    switch turn {
    case .stream(let text): return stream(text)
    case .open(let text): return stream(text + staysOpen)
    case .refuse(let status): return PageAnswer(status: status)
    case .silence: return nil
    }
  }

  private static func stream(_ text: String) -> PageAnswer {
    PageAnswer(
      headers: [(name: "content-type", value: "text/event-stream; charset=utf-8")],
      body: [UInt8](text.utf8))
  }

  /// A comment that tells the page's wrapper around `fetch` not to end the stream: the browser's
  /// protocol can only answer with whole bodies.
  static let staysOpen = ": stays open\n\n"

  /// A view without rows, with the time of the server.
  static let emptyView = """
    id: e.1
    event: snapshot
    data: {"position":1,"rows":[]}

    event: caught-up
    data: {}

    event: heartbeat
    data: {"head":1,"time":"2026-03-02T10:00:00.000Z"}


    """
}
