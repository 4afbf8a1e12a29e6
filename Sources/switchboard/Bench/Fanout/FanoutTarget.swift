internal import NIOCore

/// What a fan-out bench drives: how to subscribe and how to publish.
struct FanoutTarget: Sendable {
  let process: ChildProcess
  let port: Int
  /// Makes the handler of a connection with as many subscribers.
  let subscriber: @Sendable (Int, FanoutTally) -> any ChannelHandler
  /// Makes the handler that takes `PublishOrder`s.
  let publisher: @Sendable (FanoutTally) -> any ChannelHandler

  /// Starts Switchboard in a folder.
  static func switchboard(inFolder folder: String) async throws -> FanoutTarget {
    let served = try await ServedFolder.start(folder)
    let events = HTTP2Frames.headerBlock(
      served.fields("GET", "/v1/events?from=\(served.head)") + [("accept", "text/event-stream")])
    let append = HTTP2Frames.headerBlock(
      served.fields("POST", "/v1/events") + [("content-type", "application/cloudevents+json")])
    let (head, body) = (served.head, FanoutBody.newCloudEvents())
    return FanoutTarget(
      process: served.process, port: served.port,
      subscriber: { streams, tally in
        SubscriberConnection(
          headerBlock: events, streams: streams, dialect: .switchboard(head: head), tally: tally)
      },
      publisher: { tally in
        PublisherConnection(headerBlock: append, body: body, head: head, tally: tally)
      })
  }

  /// Starts a peer in a folder.
  static func start(_ peer: Peer, inFolder folder: String) async throws -> FanoutTarget {
    let running = try await peer.start(inFolder: folder)
    guard peer == .nchan else {
      return FanoutTarget(
        process: running.process, port: running.port,
        subscriber: { NATSConnection(subscriptions: $0, tally: $1) },
        publisher: { NATSConnection(subscriptions: 0, tally: $0) })
    }
    let authority = (":authority", "127.0.0.1:\(running.port)")
    let events = HTTP2Frames.headerBlock([
      (":method", "GET"), (":scheme", "http"), (":path", "/events"), authority,
      ("accept", "text/event-stream"),
    ])
    let publish = HTTP2Frames.headerBlock([
      (":method", "POST"), (":scheme", "http"), (":path", "/publish"), authority,
    ])
    return FanoutTarget(
      process: running.process, port: running.port,
      subscriber: { streams, tally in
        SubscriberConnection(
          headerBlock: events, streams: streams, dialect: .nchan, tally: tally)
      },
      publisher: { tally in
        PublisherConnection(headerBlock: publish, body: .plain, head: nil, tally: tally)
      })
  }
}
