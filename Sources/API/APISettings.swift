/// How the routes behave: what an operator may choose.
package struct APISettings: Sendable {
  /// Origins of other people's pages that may ask with a browser and a token (CORS), such as
  /// `https://wall.example`. Flag `--allow-origin`, repeatable; variable
  /// `SWITCHBOARD_ALLOW_ORIGIN`, separated by commas; default none.
  package var allowedOrigins: [String] = []
  /// Bytes of the shared ring of newest events, with the records behind them. Flag `--ring-bytes`;
  /// variable `SWITCHBOARD_RING_BYTES`; default 64 MiB; 1 MiB…4 GiB.
  package var ringBytesMax = 64 * 1024 * 1024
  /// Threads that read the disk for readers. Default 4; 1…64.
  package var readerThreads = 4
  /// Threads that make reports. Default 2; 1…64.
  package var reportThreads = 2
  /// Threads that answer what is asked about the past. Default 2; 1…64.
  package var pastReaderThreads = 2
  /// Questions about the past that are answered or wait for a thread at once, each with some
  /// megabytes of events; more are answered 503. Default 32; 1…10,000.
  package var pastReadingsMax = 32
  /// Streams that follow the log or a view at once; more are answered 503. Default 50,000.
  package var subscribersMax = 50_000

  /// What `ringBytesMax` may be.
  package static let ringBytesRange = 1 << 20...4 << 30

  package init() {}
}
