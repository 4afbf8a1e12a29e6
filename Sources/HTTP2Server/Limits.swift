/// The limits that keep one hostile or broken peer from hurting the others: all of them, each with
/// its reason. A peer that breaks one marked *calm* is told ENHANCE_YOUR_CALM and disconnected.
///
/// Rates are token buckets: `burst` events at once, and `perSecond` more as time passes.
package struct HTTPLimits: Sendable, Equatable {
  /// Connections of the whole server; more are closed at accept. Each costs a file descriptor and,
  /// in libnghttp2, about 20 KiB. Default 16,384.
  package var connectionsMax = 16_384

  /// Streams that a peer may have open at once (SETTINGS_MAX_CONCURRENT_STREAMS). More are refused
  /// stream by stream; a peer that has acknowledged the setting and opens more all the same is
  /// disconnected with PROTOCOL_ERROR. Bounds handlers at work for one connection. Default 256.
  package var concurrentStreamsMax = 256

  /// The size of a request's fields as RFC 9113 §6.5.2 counts it: name + value + 32 a field. A
  /// larger one is answered 431; past four times this it is an attack on memory and CPU by
  /// compression (a "header bomb"), *calm*. Default 32 KiB.
  package var headerListBytesMax = 32 * 1_024

  /// The number of a request's fields; more are answered 431. Default 128.
  package var headerFieldsMax = 128

  /// CONTINUATION frames of one header block, *calm*: each costs a frame's work without making a
  /// request (CVE-2024-27316 and its family). A full header list fits in 2. Default 6; libnghttp2
  /// itself allows 8.
  package var continuationFramesMax = 6

  /// Streams reset by the peer, or by us because the peer broke a stream's rules, *calm*: each has
  /// made a handler start for nothing ("rapid reset", CVE-2023-44487; "made you reset",
  /// CVE-2025-8671). A page that is left cancels some dozens at once. Default 400, 40 a second.
  package var resets = HTTPRateLimit(burst: 400, perSecond: 40)

  /// PING frames, *calm*: each makes us write one (CVE-2019-9512). Every frame of a response that
  /// we send gives one back, because bandwidth estimators ping once a round trip. Default 100, 10 a
  /// second.
  package var pings = HTTPRateLimit(burst: 100, perSecond: 10)

  /// SETTINGS frames, *calm*: each makes us write an acknowledgement and may move every stream's
  /// window (CVE-2019-9515). Honest peers send one to three. Default 32, 1 a second.
  package var settings = HTTPRateLimit(burst: 32, perSecond: 1)

  /// PRIORITY and unknown frames, *calm*: work without effect (CVE-2019-9513). Browsers of the old
  /// scheme send a few a stream. Default 1,000, 100 a second.
  package var idleFrames = HTTPRateLimit(burst: 1_000, perSecond: 100)

  /// DATA frames that carry nothing and end nothing, *calm* (CVE-2019-9518). Default 100, 10 a
  /// second.
  package var emptyDataFrames = HTTPRateLimit(burst: 100, perSecond: 10)

  /// WINDOW_UPDATE frames, *calm*: each may wake a stream. A peer needs two for a DATA frame that
  /// it got; every one we send gives four back. Default 2,000, 100 a second.
  package var windowUpdates = HTTPRateLimit(burst: 2_000, perSecond: 100)

  /// The bytes of one request body; more is answered 413. Default 1 MiB.
  package var bodyBytesMax = 1_024 * 1_024

  /// The bytes of incomplete request bodies of one connection; a stream that would exceed it is
  /// answered 503, so that streams × body cannot fill the memory. Default 8 MiB.
  package var bodyBytesPerConnectionMax = 8 * 1_024 * 1_024

  /// From accept to a spoken protocol (TLS handshake, preface), and for one header block, in
  /// milliseconds: a peer that drips bytes ("slowloris") holds a connection no longer. Default
  /// 10 s.
  package var headerMilliseconds: Int64 = 10_000

  /// For one request body, in milliseconds, from its header: then 408. Default 60 s.
  package var bodyMilliseconds: Int64 = 60_000

  /// A connection without streams is closed after this many milliseconds. Default 120 s.
  package var idleMilliseconds: Int64 = 120_000

  /// A connection with streams from which nothing came is asked by PING after this many
  /// milliseconds, and closed when nothing comes for as long again: a peer that vanished without a
  /// word must not hold subscriptions. Default 60 s.
  package var silenceMilliseconds: Int64 = 60_000

  /// A peer that takes none of the bytes queued for it is disconnected after this many
  /// milliseconds. Default 120 s.
  package var writeStallMilliseconds: Int64 = 120_000

  /// Output queued for one connection at which streams are no longer asked for more: the memory
  /// that a peer that does not read costs. They are asked again at a quarter of it. Default
  /// 256 KiB.
  package var outputBytesHigh = 256 * 1_024

  /// The defaults.
  package init() {}
}

/// A token bucket's size and refill.
package struct HTTPRateLimit: Sendable, Equatable {
  /// Events allowed at once.
  package var burst: Int
  /// Events allowed a second in the long run.
  package var perSecond: Int

  /// A limit of `burst` events at once and `perSecond` in the long run.
  package init(burst: Int, perSecond: Int) {
    self.burst = burst
    self.perSecond = perSecond
  }
}
