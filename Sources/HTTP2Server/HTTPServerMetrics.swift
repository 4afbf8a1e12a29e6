/// Figures of a server at a moment, summed over its loops.
package struct HTTPServerMetrics: Sendable, Equatable {
  /// Connections that are open now.
  package var connections = 0
  /// Connections accepted since the start.
  package var connectionsTotal = 0
  /// Connections turned away because there were too many.
  package var connectionsRefused = 0
  /// Streams (HTTP/1.1: requests being answered) that are open now.
  package var streams = 0
  /// Complete requests since the start.
  package var requestsTotal = 0
  /// Streams reset by peers since the start.
  package var resetsReceived = 0
  /// Streams reset by this server since the start.
  package var resetsSent = 0
  /// Connections closed for abuse since the start.
  package var abuseClosures = 0
  /// Bytes written to sockets and not yet taken by the system.
  package var bytesQueued = 0

  /// Nothing yet.
  package init() {}

  static func += (sum: inout HTTPServerMetrics, other: HTTPServerMetrics) {
    sum.connections += other.connections
    sum.connectionsTotal += other.connectionsTotal
    sum.connectionsRefused += other.connectionsRefused
    sum.streams += other.streams
    sum.requestsTotal += other.requestsTotal
    sum.resetsReceived += other.resetsReceived
    sum.resetsSent += other.resetsSent
    sum.abuseClosures += other.abuseClosures
    sum.bytesQueued += other.bytesQueued
  }
}
